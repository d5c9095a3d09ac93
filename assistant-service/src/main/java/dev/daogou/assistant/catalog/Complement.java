package dev.daogou.assistant.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What goes well with a product, as the merchant states it.
 *
 * @param productId the product
 * @param complementId what goes with it
 * @param reason why, in words for the shopper
 */
public record Complement(
        String productId, String complementId, @Nullable String reason) {}
