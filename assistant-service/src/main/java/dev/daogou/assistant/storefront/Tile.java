package dev.daogou.assistant.storefront;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Product;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * A product as it stands among others.
 *
 * @param price the lowest
 * @param varies whether another variant costs more
 * @param listPrice what the cheapest variant is said to cost otherwise; null when it is not reduced
 * @param colours in how many colours there is
 * @param reason why it is shown here; null when it just is
 */
record Tile(
        String productId,
        String title,
        @Nullable String imageUrl,
        Money price,
        boolean varies,
        @Nullable Money listPrice,
        int colours,
        boolean inStock,
        @Nullable String reason) {

    static Tile of(Listing listing) {
        return of(listing, null);
    }

    static Tile of(Listing listing, @Nullable String reason) {
        Product product = listing.product();
        Money price = listing.lowestPrice();
        Money listPrice = listing.variants().stream()
                .filter(variant -> variant.price().equals(price))
                .map(Variant::listPrice)
                .findFirst()
                .orElse(null);
        return new Tile(
                product.productId(),
                product.title(),
                product.imageUrl(),
                price,
                !listing.highestPrice().equals(price),
                listPrice != null && listPrice.compareTo(price) > 0 ? listPrice : null,
                listing.colors().size(),
                listing.inStock(),
                reason);
    }
}
