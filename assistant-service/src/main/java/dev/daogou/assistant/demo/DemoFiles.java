package dev.daogou.assistant.demo;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo shops' files in this program: {@code classpath:demo/<shop>/}. */
@Component
class DemoFiles {

    private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    private final JsonMapper json;

    DemoFiles(JsonMapper json) {
        this.json = json;
    }

    /** A document of the shop; its file name's beginning tells what it is, and for a specification of which product. */
    record DemoDocument(
            Resource file,
            String fileName,
            PassageKind kind,
            @Nullable String productId) {}

    Shop shop(ShopId id) {
        JsonNode node = json.readTree(bytes(file(id, "shop.json")));
        JsonNode hours = node.path("deskHours");
        return new Shop(
                id,
                node.required("name").asString(),
                Language.of(node.required("language").asString()),
                Currency.getInstance(node.required("currency").asString()),
                ZoneId.of(node.required("timeZone").asString()),
                node.hasNonNull("greeting") ? node.required("greeting").asString() : null,
                hours.isObject()
                        ? new Shop.DeskHours(
                                LocalTime.parse(hours.required("open").asString()),
                                LocalTime.parse(hours.required("close").asString()))
                        : null);
    }

    Optional<byte[]> rows(ShopId shop, String name) {
        Resource file = file(shop, name);
        return file.exists() ? Optional.of(bytes(file)) : Optional.empty();
    }

    List<DemoDocument> documents(ShopId shop, Set<String> productIds) {
        try {
            return Arrays.stream(resources.getResources("classpath:demo/" + shop + "/documents/*.*"))
                    .map(file -> document(file, productIds))
                    .sorted(Comparator.comparing(DemoDocument::fileName))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static DemoDocument document(Resource file, Set<String> productIds) {
        String name = file.getFilename();
        if (name == null || name.indexOf('-') < 0) {
            throw new IllegalStateException("A demo document is named KIND-...: " + file);
        }
        String rest = name.substring(name.indexOf('-') + 1);
        PassageKind kind = PassageKind.of(name.substring(0, name.indexOf('-')));
        String product = kind == PassageKind.SPEC
                ? productIds.stream()
                        .filter(id -> rest.startsWith(id + "-") || rest.startsWith(id + "."))
                        .max(Comparator.comparingInt(String::length))
                        .orElse(null)
                : null;
        return new DemoDocument(file, name, kind, product);
    }

    /** The shoppers who have ordered in the demo shop: the shop's own name for them, and what to call them. */
    Map<String, String> shoppers(ShopId shop) {
        Map<String, String> shoppers = new LinkedHashMap<>();
        rows(shop, "orders.ndjson")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("")
                .lines()
                .filter(line -> !line.isBlank())
                .map(json::readTree)
                .forEach(order -> {
                    String key = order.path("shopperKey").asString("");
                    String name = order.path("address").path("name").asString("");
                    if (!key.isEmpty()) {
                        shoppers.merge(key, name.isEmpty() ? key : name, (one, other) -> one.equals(key) ? other : one);
                    }
                });
        return shoppers;
    }

    private Resource file(ShopId shop, String name) {
        return resources.getResource("classpath:demo/" + shop + "/" + name);
    }

    private static byte[] bytes(Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
