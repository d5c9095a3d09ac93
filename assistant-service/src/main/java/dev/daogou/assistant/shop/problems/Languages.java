package dev.daogou.assistant.shop.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** Chooses between the two languages a caller may be answered in. */
final class Languages {

    private static final List<Locale> SPOKEN = List.of(Locale.CHINESE, Locale.ENGLISH);

    private Languages() {}

    /** By {@code Accept-Language}; Chinese where nothing was asked for, English where neither was. */
    static Locale of(HttpServletRequest request) {
        String wanted = request.getHeader("Accept-Language");
        if (wanted == null || wanted.isBlank()) {
            return Locale.CHINESE;
        }
        try {
            Locale found = Locale.lookup(LanguageRange.parse(wanted), SPOKEN);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException malformed) {
            return Locale.CHINESE;
        }
    }
}
