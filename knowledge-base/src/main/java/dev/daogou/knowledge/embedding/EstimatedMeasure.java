package dev.daogou.knowledge.embedding;

import dev.daogou.knowledge.TextMeasure;
import java.lang.Character.UnicodeScript;

/**
 * The length of a text for a model whose tokenizer is not here: one token for each Chinese, Japanese or Korean character and
 * each sign, 1.8 for a word of another script or more for a long one. That is rather more than multilingual tokenizers count.
 */
final class EstimatedMeasure implements TextMeasure {

    /** Nearly every embedding model reads at least this much. */
    private static final int LONGEST = 510;

    private static final double WORD = 1.8;
    private static final double LETTER = 0.4;

    @Override
    public int tokens(String text) {
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
            length += wide || !Character.isWhitespace(at) ? 1 : 0;
        }
        return (int) Math.ceil(length + word(letters));
    }

    @Override
    public int longest() {
        return LONGEST;
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
