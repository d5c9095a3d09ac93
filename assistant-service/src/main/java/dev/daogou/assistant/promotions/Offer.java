package dev.daogou.assistant.promotions;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of coupons applied to a basket. One offer is better than another when its total is lower; of equal totals the one
 * with fewer coupons; of equally many the one whose codes, in order, come first.
 *
 * @param subtotalMinor what the basket costs without coupons, in minor units
 * @param applied the coupons and what each takes off, in the order they apply
 */
record Offer(long subtotalMinor, List<Applied> applied) implements Comparable<Offer> {

    private static final Comparator<Offer> BEST_FIRST = Comparator.comparingLong(Offer::totalMinor)
            .thenComparingInt(offer -> offer.applied().size())
            .thenComparing(Offer::codes, Offer::compareInOrder);

    /** @param savesMinor what the coupon takes off, in minor units */
    record Applied(Coupon coupon, long savesMinor) {}

    Offer {
        applied = List.copyOf(applied);
    }

    /** What the coupons take off together, in minor units. */
    long discountMinor() {
        return applied.stream().mapToLong(Applied::savesMinor).sum();
    }

    /** What is left to pay, in minor units. */
    long totalMinor() {
        return subtotalMinor - discountMinor();
    }

    /** The codes, in order. */
    List<String> codes() {
        return applied.stream().map(applied -> applied.coupon().code()).sorted().toList();
    }

    boolean uses(Coupon coupon) {
        return applied.stream().anyMatch(one -> one.coupon().equals(coupon));
    }

    /** What this coupon takes off; empty when it is not in the set. */
    Optional<Applied> applied(Coupon coupon) {
        return applied.stream().filter(one -> one.coupon().equals(coupon)).findFirst();
    }

    /** The better offer first. */
    @Override
    public int compareTo(Offer other) {
        return BEST_FIRST.compare(this, other);
    }

    private static int compareInOrder(List<String> codes, List<String> others) {
        for (int i = 0; i < Math.min(codes.size(), others.size()); i++) {
            int order = codes.get(i).compareTo(others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(codes.size(), others.size());
    }
}
