package dev.daogou.assistant.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether two people mean the same size: M and "m码", 2XL and XXL, 42 and "42码", 大号 and L. */
public final class SizeNames {

    private static final Pattern REPEATED_X = Pattern.compile("(X{2,6})(L|S)");
    private static final Pattern FIGURE = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry("小", "S"),
            Map.entry("中", "M"),
            Map.entry("大", "L"),
            Map.entry("加大", "XL"),
            Map.entry("特大", "XL"),
            Map.entry("均", "均"),
            Map.entry("SMALL", "S"),
            Map.entry("MEDIUM", "M"),
            Map.entry("LARGE", "L"),
            Map.entry("EXTRA LARGE", "XL"),
            Map.entry("X-LARGE", "XL"),
            Map.entry("XLARGE", "XL"));

    private SizeNames() {}

    /** Of these sizes those that are meant: the same name, else the only figure in both being the same. */
    public static List<String> meant(String asked, List<String> sizes) {
        String wanted = plain(asked);
        List<String> same =
                sizes.stream().filter(size -> plain(size).equals(wanted)).toList();
        if (!same.isEmpty()) {
            return same;
        }
        String figure = firstFigure(wanted);
        if (!figure.isEmpty()) {
            return sizes.stream()
                    .filter(size -> firstFigure(plain(size)).equals(figure))
                    .toList();
        }
        return sizes.stream()
                .filter(size -> !wanted.isEmpty()
                        && wanted.codePoints().anyMatch(Character::isIdeographic)
                        && plain(size).contains(wanted))
                .toList();
    }

    private static String plain(String size) {
        String plain = size.strip().toUpperCase(Locale.ROOT).replaceFirst("^(SIZE|UK|EU|EUR)\\s+", "");
        if (plain.length() > 1 && (plain.endsWith("码") || plain.endsWith("号"))) {
            plain = plain.substring(0, plain.length() - 1).strip();
        }
        Matcher repeated = REPEATED_X.matcher(plain);
        if (repeated.matches()) {
            plain = repeated.group(1).length() + "X" + repeated.group(2);
        }
        return SPOKEN.getOrDefault(plain, plain);
    }

    /** The figure that tells sizes apart; none in letter sizes such as 2XL. */
    private static String firstFigure(String size) {
        if (size.matches("\\d?X*[SML]")) {
            return "";
        }
        Matcher figure = FIGURE.matcher(size);
        return figure.find() ? figure.group() : "";
    }
}
