package dev.daogou.knowledge;

import java.util.Locale;

/** The language a shop publishes in; it decides the embedding model and how words are cut. */
public enum Language {
    ZH,
    EN;

    /** The ISO 639-1 code, {@code zh} or {@code en}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads an ISO 639-1 code. */
    public static Language of(String code) {
        return switch (code) {
            case "zh" -> ZH;
            case "en" -> EN;
            default -> throw new IllegalArgumentException("'" + code + "' is not a language; use zh or en");
        };
    }
}
