package dev.daogou.assistant.promotions;

import org.jspecify.annotations.Nullable;

/**
 * One line of a basket, at the price of this moment.
 *
 * @param sku what is bought
 * @param productId whose variant it is
 * @param category the product's category path, when it has one
 * @param unitPriceMinor what one costs, in minor units
 * @param quantity how many, at least 1
 */
record BasketLine(String sku, String productId, @Nullable String category, long unitPriceMinor, int quantity) {
    BasketLine {
        if (unitPriceMinor < 0 || quantity < 1) {
            throw new IllegalArgumentException("A basket line costs nothing less than 0 and counts at least 1");
        }
    }

    /** What the line costs before any coupon, in minor units. */
    long valueMinor() {
        return Math.multiplyExact(unitPriceMinor, quantity);
    }
}
