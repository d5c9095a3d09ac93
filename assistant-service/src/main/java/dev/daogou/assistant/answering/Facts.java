package dev.daogou.assistant.answering;

import dev.daogou.assistant.llm.ChineseNumerals;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything this turn may state: what passages, tool results and the shopper said. Not safe for several threads. */
final class Facts {

    static final Pattern NUMBER = Pattern.compile("\\d+(?:,\\d{3})*(?:\\.\\d+)?");
    static final Pattern CODE = Pattern.compile(
            "(?<![A-Za-z0-9])(?=[A-Za-z0-9-]*\\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{2,}(?![A-Za-z0-9])");
    static final Pattern LINK = Pattern.compile("https?://[^\\s)\\]>\"'，。]+|(?<![\\w/])/[a-z][\\w/.?=&%-]+");

    private final StringBuilder words = new StringBuilder();
    private final Set<BigDecimal> numbers = new HashSet<>();

    /** Adds a text that may be quoted. */
    void add(String text) {
        String plain = normal(text);
        words.append(' ').append(plain);
        Matcher number = NUMBER.matcher(plain);
        while (number.find()) {
            BigDecimal value = value(number.group());
            numbers.add(value);
            // 0.85 and 85 % are said for one another.
            numbers.add(value.movePointRight(2).stripTrailingZeros());
            numbers.add(value.movePointLeft(2).stripTrailingZeros());
        }
    }

    boolean holdsNumber(String number) {
        return numbers.contains(value(number));
    }

    boolean holdsWord(String word) {
        return words.indexOf(normal(word)) >= 0;
    }

    /** Lower-case, full-width digits and letters made plain, Chinese numerals Arabic. */
    static String normal(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c);
        }
        return ChineseNumerals.toArabic(plain.toString()).toLowerCase(Locale.ROOT);
    }

    static BigDecimal value(String number) {
        return new BigDecimal(number.replace(",", "")).stripTrailingZeros();
    }
}
