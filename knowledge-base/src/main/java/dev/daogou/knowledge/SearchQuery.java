package dev.daogou.knowledge;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question put to one shop's knowledge.
 *
 * @param shop the shop's id
 * @param text what is asked, not blank
 * @param kinds only passages of these kinds; empty means every kind
 * @param productId only passages about this product, when given
 * @param limit how many hits at most, 1 to 100
 * @param at only passages valid at this instant; null means now
 */
public record SearchQuery(
        String shop,
        String text,
        Set<PassageKind> kinds,
        @Nullable String productId,
        int limit,
        @Nullable Instant at) {
    public SearchQuery {
        kinds = Set.copyOf(kinds);
        if (text.isBlank()) {
            throw new IllegalArgumentException("A search needs words to search for");
        }
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("limit is from 1 to 100");
        }
    }

    /** What is valid now. */
    public SearchQuery(String shop, String text, Set<PassageKind> kinds, @Nullable String productId, int limit) {
        this(shop, text, kinds, productId, limit, null);
    }

    /** Every kind, every product. */
    public static SearchQuery of(String shop, String text, int limit) {
        return new SearchQuery(shop, text, Set.of(), null, limit);
    }

    /** The same question, of these kinds only. */
    public SearchQuery ofKinds(PassageKind... only) {
        return new SearchQuery(shop, text, Set.of(only), productId, limit, at);
    }

    /** The same question, about this product only. */
    public SearchQuery about(String product) {
        return new SearchQuery(shop, text, kinds, product, limit, at);
    }

    /** The same question, as if it were asked at another time. */
    public SearchQuery validAt(@Nullable Instant instant) {
        return new SearchQuery(shop, text, kinds, productId, limit, instant);
    }
}
