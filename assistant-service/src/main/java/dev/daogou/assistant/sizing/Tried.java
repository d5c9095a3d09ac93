package dev.daogou.assistant.sizing;

import org.jspecify.annotations.Nullable;

/**
 * Somebody wore a size of a product and said how it fitted.
 *
 * @param productId the product
 * @param category its category path, when known
 * @param size the size they wore
 * @param build their body
 * @param verdict what they said
 * @param shopperKey who they are, when known
 */
public record Tried(
        String productId,
        @Nullable String category,
        String size,
        Build build,
        Verdict verdict,
        @Nullable String shopperKey) {}
