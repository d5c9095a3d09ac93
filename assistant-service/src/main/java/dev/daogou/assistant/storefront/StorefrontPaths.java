package dev.daogou.assistant.storefront;

import dev.daogou.assistant.shop.ShopId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where the storefront's links lead: always to the same shop, in the language chosen. Its methods are public because
 * templates call them.
 *
 * @param lang the language chosen; null shows the shop's own
 */
record StorefrontPaths(ShopId shop, @Nullable String lang) {

    public String front() {
        return path(shop, lang, List.of());
    }

    public String product(String productId) {
        return path(shop, lang, List.of("product", productId));
    }

    public String category(String category) {
        return path(shop, lang, List.of("category", category));
    }

    public String after(String productId) {
        return path(shop, lang, List.of("after", productId));
    }

    public String in(String language) {
        return path(shop, language, List.of());
    }

    public String productIn(String productId, String language) {
        return path(shop, language, List.of("product", productId));
    }

    public String other(ShopId other) {
        return path(other, null, List.of());
    }

    private static String path(ShopId shop, @Nullable String lang, List<String> parameter) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/").queryParam("shop", "{shop}");
        if (!parameter.isEmpty()) {
            path.queryParam(parameter.getFirst(), "{value}");
        }
        if (lang != null) {
            path.queryParam("lang", "{lang}");
        }
        Object[] values = parameter.isEmpty()
                ? lang == null ? new Object[] {shop.value()} : new Object[] {shop.value(), lang}
                : lang == null
                        ? new Object[] {shop.value(), parameter.getLast()}
                        : new Object[] {shop.value(), parameter.getLast(), lang};
        return path.encode().build().expand(values).toUriString();
    }
}
