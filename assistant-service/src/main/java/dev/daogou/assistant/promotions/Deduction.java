package dev.daogou.assistant.promotions;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon does to the parts of one basket.
 *
 * @param coupon the coupon
 * @param group the number of its stack group among those of the search, -1 when it stacks with everything
 * @param rank its place among the codes in order
 * @param parts the parts in its scope
 * @param covered the same as a set
 * @param percentNumerator the share of what is in scope that it takes off, over
 * @param percentDenominator this; 0 when it takes off an amount
 * @param atMostMinor the most it takes off, in minor units
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Deduction(
        Coupon coupon,
        int group,
        int rank,
        int[] parts,
        BitSet covered,
        long percentNumerator,
        long percentDenominator,
        long atMostMinor) {

    /** 100 % with the four decimals a percentage may have. */
    private static final long WHOLE = 1_000_000;

    static Deduction of(Coupon coupon, int currencyDecimals, int group, int rank, BitSet covered) {
        long cap = Objects.requireNonNullElse(coupon.maxDiscountMinor(), Long.MAX_VALUE);
        int[] parts = covered.stream().toArray();
        return switch (coupon.kind()) {
            case AMOUNT_OFF ->
                new Deduction(
                        coupon,
                        group,
                        rank,
                        parts,
                        covered,
                        1,
                        0,
                        Math.min(cap, minor(coupon.value(), currencyDecimals)));
            case PERCENT_OFF ->
                new Deduction(
                        coupon,
                        group,
                        rank,
                        parts,
                        covered,
                        coupon.value().movePointRight(4).longValueExact(),
                        WHOLE,
                        cap);
            case GIFT, FREE_SHIPPING ->
                throw new IllegalArgumentException(coupon.code() + " takes nothing off a basket");
        };
    }

    private static long minor(@Nullable BigDecimal major, int decimals) {
        return Objects.requireNonNull(major).movePointRight(decimals).longValueExact();
    }

    boolean covers(int part) {
        return covered.get(part);
    }

    /** The most it can take off of at most this much in its scope, rounded, in minor units. */
    double takesAtMost(double inScope) {
        double wanted = percentDenominator == 0 ? inScope : inScope * percentNumerator / percentDenominator;
        return Math.min(Math.floor(wanted + 0.5 + 1e-6), (double) atMostMinor);
    }

    /**
     * The least share of its scope that can be left, from 0 to 1, when there is at least this much in it. Rounding makes the
     * share a saw: it is lowest where the rounded discount has just grown by one, of which the first such point above
     * {@code inScope} is the lowest.
     */
    double keepsAtLeast(double inScope) {
        if (inScope <= 0) {
            return 0;
        }
        if (percentDenominator == 0) {
            return Math.max(0, 1 - atMostMinor / inScope);
        }
        double percent = (double) percentNumerator / percentDenominator;
        double here = Math.floor(inScope * percent + 0.5);
        double share = 1 - Math.min(here, (double) atMostMinor) / inScope;
        if (here + 1 <= atMostMinor) {
            share = Math.min(share, 1 - percent * (here + 1) / (here + 0.5));
        }
        return Math.max(0, share);
    }

    /** Whether it can take all of its scope when there is at least this much in it. */
    boolean mayTakeAllOf(double inScope) {
        return keepsAtLeast(inScope) <= 1e-9;
    }
}
