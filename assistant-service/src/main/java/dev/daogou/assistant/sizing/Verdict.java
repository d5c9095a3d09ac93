package dev.daogou.assistant.sizing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a size fitted. */
enum Verdict {
    SMALL,
    FIT,
    LARGE;

    /** The name in imports, in the database and on the wire, e.g. {@code fit}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verdict> of(String wireName) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Verdict::wireName).collect(Collectors.joining(", "));
    }
}
