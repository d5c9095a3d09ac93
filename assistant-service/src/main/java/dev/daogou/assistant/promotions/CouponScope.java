package dev.daogou.assistant.promotions;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which lines of a basket a coupon looks at. */
sealed interface CouponScope {

    /** Everything in the shop. */
    record WholeShop() implements CouponScope {}

    /** Everything in this category and under it, e.g. {@code 家具} holds for {@code 家具/沙发}. */
    record Category(String path) implements CouponScope {}

    /** One product, whichever variant. */
    record OneProduct(String productId) implements CouponScope {}

    String CATEGORY = "category:";
    String PRODUCT = "product:";

    /** Reads {@code all}, {@code category:家具/沙发} or {@code product:ID}; empty when it is none of them. */
    static Optional<CouponScope> of(String text) {
        if (text.equalsIgnoreCase("all")) {
            return Optional.of(new WholeShop());
        }
        if (text.startsWith(CATEGORY)) {
            String path = Arrays.stream(text.substring(CATEGORY.length()).split("/", -1))
                    .map(String::strip)
                    .collect(Collectors.joining("/"));
            boolean whole = !("/" + path + "/").contains("//");
            return whole ? Optional.of(new Category(path)) : Optional.empty();
        }
        if (text.startsWith(PRODUCT) && !text.substring(PRODUCT.length()).isBlank()) {
            return Optional.of(new OneProduct(text.substring(PRODUCT.length()).strip()));
        }
        return Optional.empty();
    }

    /** As it is written in imports. */
    default String text() {
        return switch (this) {
            case WholeShop all -> "all";
            case Category category -> CATEGORY + category.path();
            case OneProduct product -> PRODUCT + product.productId();
        };
    }

    /** Whether this line counts for the coupon. */
    default boolean covers(BasketLine line) {
        return switch (this) {
            case WholeShop all -> true;
            case Category category ->
                line.category() != null
                        && (line.category().equals(category.path())
                                || line.category().startsWith(category.path() + "/"));
            case OneProduct product -> product.productId().equals(line.productId());
        };
    }
}
