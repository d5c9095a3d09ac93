package dev.daogou.assistant.promotions;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a coupon gives. */
enum CouponKind {
    AMOUNT_OFF("amountOff"),
    PERCENT_OFF("percentOff"),
    GIFT("gift"),
    FREE_SHIPPING("freeShipping");

    private final String wireName;

    CouponKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in imports, in the database and on the wire, e.g. {@code amountOff}. */
    String wireName() {
        return wireName;
    }

    /** Whether it makes the basket's total lower. */
    boolean lowersTotal() {
        return this == AMOUNT_OFF || this == PERCENT_OFF;
    }

    static Optional<CouponKind> of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(CouponKind::wireName).collect(Collectors.joining(", "));
    }
}
