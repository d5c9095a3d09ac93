package dev.daogou.assistant.promotions;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as the merchant made it.
 *
 * @param code what it is called at checkout, unique in the shop
 * @param title what shoppers read
 * @param kind what it gives
 * @param value an amount in major units of the shop's currency for {@code amountOff}, percent (10 is 10 % off) for
 *     {@code percentOff}, without meaning for the others
 * @param minSpendMinor what the lines in its scope must come to before any coupon, in minor units
 * @param maxDiscountMinor what it takes off at most, in minor units; null for no limit
 * @param scope the lines it looks at
 * @param audience whom it is for
 * @param startsAt from when on it holds; null for always
 * @param endsAt the last moment it holds; null for ever
 * @param stackGroup of the coupons of one group only one can be used; null stacks with everything
 * @param priority coupons apply in ascending order of it, then of their code
 * @param quota how many are there for all shoppers together; null for no limit
 * @param perShopper how often one shopper can use it; null for no limit
 */
record Coupon(
        String code,
        String title,
        CouponKind kind,
        BigDecimal value,
        long minSpendMinor,
        @Nullable Long maxDiscountMinor,
        CouponScope scope,
        Audience audience,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String stackGroup,
        int priority,
        @Nullable Integer quota,
        @Nullable Integer perShopper) {

    /** The order in which coupons of a set are applied. */
    static final Comparator<Coupon> APPLICATION_ORDER =
            Comparator.comparingInt(Coupon::priority).thenComparing(Coupon::code);

    Coupon {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (value.signum() < 0 || (kind == CouponKind.PERCENT_OFF && value.compareTo(BigDecimal.valueOf(100)) > 0)) {
            throw new IllegalArgumentException("A coupon takes off at least nothing and at most everything");
        }
    }

    /** Whether it holds at this moment and there are any left. */
    boolean runsAt(Instant moment) {
        return (startsAt == null || !moment.isBefore(startsAt))
                && (endsAt == null || !moment.isAfter(endsAt))
                && (quota == null || quota > 0)
                && (perShopper == null || perShopper > 0);
    }

    /** Whether a shopper who is all of this may use it. */
    boolean isFor(Set<Audience> audiences) {
        return audience == Audience.ALL || audiences.contains(audience);
    }

    /** What the lines in its scope come to before any coupon, in minor units. */
    long spentInScope(Collection<BasketLine> lines) {
        return lines.stream()
                .filter(scope::covers)
                .mapToLong(BasketLine::valueMinor)
                .reduce(0, Math::addExact);
    }

    /** Whether any line is in its scope. */
    boolean concerns(Collection<BasketLine> lines) {
        return lines.stream().anyMatch(scope::covers);
    }

    /** Whether the basket has something in its scope and enough of it. */
    boolean isReachedBy(Collection<BasketLine> lines) {
        return concerns(lines) && spentInScope(lines) >= minSpendMinor;
    }
}
