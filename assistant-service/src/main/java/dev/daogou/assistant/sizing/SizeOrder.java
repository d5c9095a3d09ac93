package dev.daogou.assistant.sizing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts sizes from the smallest to the largest. */
final class SizeOrder {

    private static final Pattern LETTERS = Pattern.compile("(\\d*)(X*)([SML])(?:/.*)?");
    private static final Pattern FIGURE = Pattern.compile("\\d+(?:\\.\\d+)?");

    private SizeOrder() {}

    /** By the chart where it tells, else by their names, else as the merchant listed them. */
    static List<String> smallestFirst(List<String> sizes, SizeChart chart) {
        return chart.order(sizes).orElseGet(() -> byName(sizes));
    }

    private static List<String> byName(List<String> sizes) {
        if (sizes.stream().allMatch(size -> letters(size).isPresent())) {
            return sizes.stream()
                    .sorted(Comparator.comparingDouble(size -> letters(size).orElseThrow()))
                    .toList();
        }
        if (sizes.stream().allMatch(size -> figure(size).isPresent())) {
            return sizes.stream()
                    .sorted(Comparator.comparingDouble(size -> figure(size).orElseThrow()))
                    .toList();
        }
        return sizes;
    }

    /** XS is below S, 3XL and XXXL are the same. */
    private static OptionalDouble letters(String size) {
        Matcher matcher = LETTERS.matcher(size.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        int times = matcher.group(1).isEmpty() ? matcher.group(2).length() : Integer.parseInt(matcher.group(1));
        return OptionalDouble.of(
                switch (matcher.group(3)) {
                    case "S" -> -1 - times;
                    case "L" -> 1 + times;
                    default -> 0;
                });
    }

    private static OptionalDouble figure(String size) {
        Matcher matcher = FIGURE.matcher(size);
        return matcher.find() ? OptionalDouble.of(Double.parseDouble(matcher.group())) : OptionalDouble.empty();
    }
}
