package dev.daogou.assistant.promotions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whom a coupon is for. */
enum Audience {
    ALL,
    NEW,
    RETURNING,
    DORMANT,
    MEMBER;

    /** The name in imports, in the database and on the wire, e.g. {@code new}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Audience> of(String wireName) {
        return Arrays.stream(values())
                .filter(audience -> audience.wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Audience::wireName).collect(Collectors.joining(", "));
    }
}
