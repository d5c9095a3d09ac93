package dev.daogou.assistant.sizing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a size fitted. */
public enum Verdict {
    SMALL(0),
    FIT(1),
    LARGE(2);

    private final int place;

    Verdict(int place) {
        this.place = place;
    }

    /** Its place where probabilities or counts of all three stand in a row: 0, 1, 2 from small to large. */
    public int place() {
        return place;
    }

    /** The name in imports, in the database and on the wire, e.g. {@code fit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of this name on the wire; empty when there is none. */
    public static Optional<Verdict> of(String wireName) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Verdict::wireName).collect(Collectors.joining(", "));
    }
}
