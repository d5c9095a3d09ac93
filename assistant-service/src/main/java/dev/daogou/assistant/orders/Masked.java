package dev.daogou.assistant.orders;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Personal data as far as it may be shown: enough to recognise, not enough to learn. */
final class Masked {

    private static final Pattern PHONE_IN_TEXT = Pattern.compile("(?<![\\w-])(?:1\\d{10}"
            + "|\\d{3,4}-\\d{3,4}-\\d{4}"
            + "|0\\d{2,3}-\\d{7,8}"
            + "|\\+\\d{1,3}[ -]?\\d{2,5}[ -]?\\d{3,4}[ -]?\\d{0,4})(?![\\w-])");

    private Masked() {}

    /** {@code 林*}, {@code Emma H.}. */
    static @Nullable String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String[] words = name.strip().split("\\s+", -1);
        if (words.length > 1) {
            return words[0] + " " + words[words.length - 1].substring(0, 1) + ".";
        }
        int first = words[0].offsetByCodePoints(0, 1);
        return words[0].substring(0, first) + "*";
    }

    /** {@code 138****5678}. */
    static @Nullable String phone(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        String digits = phone.replaceAll("\\D", "");
        if (digits.isEmpty()) {
            return null;
        }
        if (digits.length() < 10) {
            return "****" + digits.substring(Math.max(0, digits.length() - 2));
        }
        return digits.substring(0, 3) + "****" + digits.substring(digits.length() - 4);
    }

    /** A text with every telephone number in it masked. */
    static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return PHONE_IN_TEXT
                .matcher(text)
                .replaceAll(number -> Matcher.quoteReplacement(String.valueOf(phone(number.group()))));
    }
}
