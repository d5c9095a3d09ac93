package dev.daogou.ingest.chunking;

import java.lang.Character.UnicodeScript;

/**
 * How long a text is for an embedding model, in Chinese characters: one for each Chinese, Japanese or Korean character, and
 * 1.8 for a word of another script, so that 400 are about 220 English words and stay below 512 tokens in either.
 */
final class TextLength {

    private static final double WORD = 1.8;
    private static final double LETTER = 0.4;
    private static final double SIGN = 0.5;

    private TextLength() {}

    static double of(CharSequence text) {
        double length = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); ) {
            int at = Character.codePointAt(text, i);
            i += Character.charCount(at);
            boolean wide = isWide(at);
            if (!wide && Character.isLetterOrDigit(at)) {
                letters++;
                continue;
            }
            length += word(letters);
            letters = 0;
            if (wide) {
                length += 1;
            } else if (!Character.isWhitespace(at)) {
                length += SIGN;
            }
        }
        return length + word(letters);
    }

    private static double word(int letters) {
        return letters == 0 ? 0 : Math.max(WORD, letters * LETTER);
    }

    private static boolean isWide(int character) {
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }
}
