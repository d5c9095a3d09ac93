package dev.daogou.ingest.chunking;

import dev.daogou.knowledge.TextMeasure;

/**
 * How long a text is for the reader who has to cope with most: the embedding model, in its own tokens, or a person, to whom
 * a run of letters that the model takes for a single unknown word is long all the same.
 */
record Length(TextMeasure measure) {

    /** English words with their spaces have about five characters a token. */
    private static final int CHARACTERS_A_TOKEN = 6;

    int of(String text) {
        return Math.max(measure.tokens(text), (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN);
    }

    /** No text of more characters is so short. */
    static int mostCharacters(int length) {
        return length * CHARACTERS_A_TOKEN;
    }

    /** The longest beginning of a text, of whole characters, that is no longer than this; at least one character. */
    String head(String text, int longest) {
        int end = Math.min(text.length(), mostCharacters(longest));
        while (true) {
            boolean splitsCharacter = end < text.length() && end > 1 && Character.isLowSurrogate(text.charAt(end));
            String head = text.substring(0, splitsCharacter ? end - 1 : end);
            int length = of(head);
            if (length <= longest || head.length() <= 2) {
                return head;
            }
            end = Math.clamp((long) end * longest / length, 1, head.length() - 1);
        }
    }
}
