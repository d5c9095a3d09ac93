package dev.daogou.assistant.catalog;

import dev.daogou.assistant.shop.Money;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be bought of a product.
 *
 * @param sku its id, unique in the shop
 * @param productId whose variant it is
 * @param price what it costs now
 * @param listPrice what it is said to cost otherwise
 * @param color its colour
 * @param size its size
 * @param attributes what is said of this variant only, by name, in the merchant's order
 * @param onHand how many there are now
 */
public record Variant(
        String sku,
        String productId,
        Money price,
        @Nullable Money listPrice,
        @Nullable String color,
        @Nullable String size,
        Map<String, Object> attributes,
        int onHand) {

    /** From this many down, a stock is low and told exactly. */
    public static final int LOW_STOCK = 5;

    public Variant {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public boolean inStock() {
        return onHand > 0;
    }

    /** Whether there are some, but few. */
    public boolean lowStock() {
        return onHand > 0 && onHand <= LOW_STOCK;
    }
}
