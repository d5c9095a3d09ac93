package dev.daogou.assistant.promotions;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A coupon for tests: for all, on everything, always, unless said otherwise. */
final class CouponBuilder {

    private final String code;
    private CouponKind kind = CouponKind.AMOUNT_OFF;
    private BigDecimal value = BigDecimal.ONE;
    private long minSpendMinor;
    private @Nullable Long maxDiscountMinor;
    private CouponScope scope = new CouponScope.WholeShop();
    private Audience audience = Audience.ALL;
    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;
    private @Nullable String stackGroup;
    private int priority;
    private @Nullable Integer quota;

    CouponBuilder(String code) {
        this.code = code;
    }

    CouponBuilder amount(String major) {
        kind = CouponKind.AMOUNT_OFF;
        value = new BigDecimal(major);
        return this;
    }

    CouponBuilder percent(String percent) {
        kind = CouponKind.PERCENT_OFF;
        value = new BigDecimal(percent);
        return this;
    }

    CouponBuilder gift() {
        kind = CouponKind.GIFT;
        value = BigDecimal.ZERO;
        return this;
    }

    CouponBuilder minSpend(long minor) {
        minSpendMinor = minor;
        return this;
    }

    CouponBuilder cap(long minor) {
        maxDiscountMinor = minor;
        return this;
    }

    CouponBuilder scope(String text) {
        scope = CouponScope.of(text).orElseThrow();
        return this;
    }

    CouponBuilder audience(Audience whom) {
        audience = whom;
        return this;
    }

    CouponBuilder from(Instant start) {
        startsAt = start;
        return this;
    }

    CouponBuilder until(Instant end) {
        endsAt = end;
        return this;
    }

    CouponBuilder group(String name) {
        stackGroup = name;
        return this;
    }

    CouponBuilder priority(int number) {
        priority = number;
        return this;
    }

    CouponBuilder quota(int number) {
        quota = number;
        return this;
    }

    Coupon build() {
        return new Coupon(
                code,
                "Coupon " + code,
                kind,
                value,
                minSpendMinor,
                maxDiscountMinor,
                scope,
                audience,
                startsAt,
                endsAt,
                stackGroup,
                priority,
                quota,
                null);
    }
}
