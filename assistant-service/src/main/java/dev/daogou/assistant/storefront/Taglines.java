package dev.daogou.assistant.storefront;

import dev.daogou.assistant.shop.ShopId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The line under a demo shop's name, as its own file says it; other shops have none. */
@Component
class Taglines {

    private final Map<ShopId, Optional<String>> known = new ConcurrentHashMap<>();
    private final JsonMapper json;

    Taglines(JsonMapper json) {
        this.json = json;
    }

    Optional<String> of(ShopId shop) {
        return known.computeIfAbsent(shop, this::read);
    }

    private Optional<String> read(ShopId shop) {
        ClassPathResource file = new ClassPathResource("demo/" + shop + "/shop.json");
        if (!file.exists()) {
            return Optional.empty();
        }
        try {
            return json.readTree(file.getContentAsByteArray()).path("tagline").asStringOpt();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
