package dev.daogou.knowledge.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.TextMeasure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Counts the tokens of a WordPiece model (BERT and its descendants) exactly, by asking the model's own tokenizer only for
 * words that were not met lately: such a tokenizer first separates a text at white space and around every punctuation mark
 * and Chinese character, so the length of a text is the sum over what stands between them. Where this class is not certain
 * that the tokenizer separates, it does not, and leaves the decision to it.
 */
final class WordPieceMeasure implements TextMeasure {

    /** What BERT reads of one text, less the two tokens it puts around it. */
    private static final int LONGEST = 510;

    private static final int LONGEST_REMEMBERED = 24;
    private static final int REMEMBERED = 30_000;

    private final HuggingFaceTokenizer tokenizer;
    private final Cache<String, Integer> words =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param definition the model's {@code tokenizer.json}, which is read and closed */
    WordPieceMeasure(InputStream definition) {
        try (definition) {
            this.tokenizer =
                    HuggingFaceTokenizer.newInstance(definition, Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int tokens(String text) {
        int tokens = 0;
        int wordFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean space = at == ' ' || at == '\n';
            if (space || standsAlone(at)) {
                tokens += word(text, wordFrom, i) + (space ? 0 : 1);
                wordFrom = i + 1;
            }
        }
        return tokens + word(text, wordFrom, text.length());
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    private int word(String text, int from, int to) {
        if (from == to) {
            return 0;
        }
        String word = text.substring(from, to);
        return word.length() > LONGEST_REMEMBERED ? counted(word) : words.get(word, this::counted);
    }

    private int counted(String word) {
        return tokenizer.encode(word, false, false).getIds().length;
    }

    /** ASCII punctuation, the commonest Chinese punctuation and the main block of Chinese characters: one token each. */
    private static boolean standsAlone(char at) {
        return (at >= '\u4e00' && at <= '\u9fff')
                || (at >= '!' && at <= '/')
                || (at >= ':' && at <= '@')
                || (at >= '[' && at <= '`')
                || (at >= '{' && at <= '~')
                || "。，、！？：；（）《》“”‘’".indexOf(at) >= 0;
    }
}
