package dev.daogou.assistant.catalog;

import dev.daogou.assistant.shop.Money;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A product with its variants, prices and stock as they are now.
 *
 * @param product what the merchant says of it
 * @param variants what can be bought of it, in the merchant's order; at least one
 */
public record Listing(Product product, List<Variant> variants) {
    public Listing {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("The product " + product.productId() + " has no variant");
        }
    }

    public boolean onSale() {
        return product.status() == ProductStatus.ACTIVE;
    }

    /** Whether any variant can be bought now. */
    public boolean inStock() {
        return onSale() && variants.stream().anyMatch(Variant::inStock);
    }

    /** The lowest price, of what is in stock when something is. */
    public Money lowestPrice() {
        return cheapest(variants).price();
    }

    /** The highest price, of what is in stock when something is. */
    public Money highestPrice() {
        return buyable(variants).stream()
                .map(Variant::price)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The cheapest of these, of those in stock when some are. */
    static Variant cheapest(List<Variant> variants) {
        return buyable(variants).stream()
                .min(Comparator.comparing(Variant::price))
                .orElseThrow();
    }

    private static List<Variant> buyable(List<Variant> variants) {
        List<Variant> inStock = variants.stream().filter(Variant::inStock).toList();
        return inStock.isEmpty() ? variants : inStock;
    }

    /** Every colour, each once, in the merchant's order. */
    public List<String> colors() {
        return distinct(Variant::color);
    }

    /** Every size, each once, in the merchant's order. */
    public List<String> sizes() {
        return distinct(Variant::size);
    }

    private List<String> distinct(Function<Variant, @Nullable String> property) {
        return variants.stream()
                .map(property)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
