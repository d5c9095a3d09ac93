package dev.daogou.ingest.contradictions;

import java.text.Normalizer;

/** A text as it is compared: small letters, no full-width forms. Every character keeps its place. */
final class Plain {

    private Plain() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            plain.append(plain(text.charAt(i)));
        }
        return plain.toString();
    }

    private static char plain(char letter) {
        if (letter >= '！' && letter <= '～') {
            return Character.toLowerCase((char) (letter - '！' + '!'));
        }
        return switch (letter) {
            case '\u3000', '\u00a0', '\t' -> ' ';
            case '’', '‘', '`' -> '\'';
            case '“', '”' -> '"';
            case '〜' -> '~';
            case '—', '–', '−' -> '-';
            default -> Character.toLowerCase(composed(letter));
        };
    }

    /** Radicals and other compatibility forms that stand for one letter. */
    private static char composed(char letter) {
        if (letter < '\u2e80' || letter > '\u2fdf') {
            return letter;
        }
        String normal = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFKC);
        return normal.length() == 1 ? normal.charAt(0) : letter;
    }

    static boolean isHan(char letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN;
    }
}
