package dev.daogou.assistant.shop.access;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes {@code /v3/api-docs} by what cannot be read off the controllers: the shop of the address and the tokens. */
@Configuration(proxyBeanMethods = false)
class DescribedCalls {

    private static final String TOKEN = "token";

    @Bean
    OpenApiCustomizer shopAndTokens() {
        return api -> {
            api.setInfo(new Info()
                    .title("Daogou")
                    .version("1")
                    .description("Staff calls take an API token, shopper calls the token of a session."));
            api.setServers(List.of(new Server().url("/")));
            api.getComponents()
                    .addSecuritySchemes(
                            TOKEN,
                            new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
            api.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            api.getPaths().forEach((path, calls) -> {
                if (path.contains("{shop}")) {
                    calls.readOperations().forEach(DescribedCalls::nameTheShop);
                }
            });
            openToEverybody(api, "/api/v1/shops/{shop}/sessions");
        };
    }

    private static void nameTheShop(Operation call) {
        List<Parameter> named = call.getParameters() == null ? List.of() : call.getParameters();
        if (named.stream().noneMatch(parameter -> "shop".equals(parameter.getName()))) {
            call.addParametersItem(new PathParameter().name("shop").schema(new StringSchema()));
        }
    }

    private static void openToEverybody(OpenAPI api, String path) {
        PathItem calls = api.getPaths().get(path);
        if (calls != null) {
            calls.readOperations().forEach(call -> call.setSecurity(List.of()));
        }
    }
}
