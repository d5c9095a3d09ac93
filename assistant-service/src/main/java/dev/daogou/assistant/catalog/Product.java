package dev.daogou.assistant.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as the merchant describes it. What can be bought of it, for which price, are its variants.
 *
 * @param productId its id, unique in the shop
 * @param title its name
 * @param description a text about it
 * @param category its path, e.g. {@code 家具/沙发}
 * @param brand who makes it
 * @param attributes what else is said of it, by name, in the merchant's order; values are strings, numbers, booleans,
 *     lists and maps
 * @param imageUrl a picture
 * @param url its page
 * @param tags words it goes by
 * @param status whether it is on sale
 * @param updatedAt when it last changed
 */
public record Product(
        String productId,
        String title,
        @Nullable String description,
        @Nullable String category,
        @Nullable String brand,
        Map<String, Object> attributes,
        @Nullable String imageUrl,
        @Nullable String url,
        List<String> tags,
        ProductStatus status,
        Instant updatedAt) {
    public Product {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        tags = List.copyOf(tags);
    }

    /** The category's parts, outermost first; empty when it has none. */
    public List<String> categoryPath() {
        return category == null ? List.of() : List.of(category.split("/", -1));
    }

    /** The last part of the category's path, e.g. {@code 沙发}. */
    public @Nullable String leafCategory() {
        List<String> path = categoryPath();
        return path.isEmpty() ? null : path.getLast();
    }

    /** Whether it stands in this category or under it. */
    public boolean isIn(String categoryPath) {
        return category != null && (category.equals(categoryPath) || category.startsWith(categoryPath + "/"));
    }

    /** Its category and every one above it, the closest first: {@code 家具/沙发}, {@code 家具}. */
    public List<String> categoriesUpwards() {
        List<String> upwards = new ArrayList<>();
        List<String> path = categoryPath();
        for (int parts = path.size(); parts > 0; parts--) {
            upwards.add(String.join("/", path.subList(0, parts)));
        }
        return List.copyOf(upwards);
    }
}
