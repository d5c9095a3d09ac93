package dev.daogou.knowledge;

import dev.daogou.knowledge.lexical.LexicalHit;
import org.jspecify.annotations.Nullable;

/**
 * How meaning and words are weighed against each other.
 *
 * <p>The cosine leads. On top of it counts which part of the question's words, weighed by rarity, a passage has: that
 * separates passages that are about the same and says different things. A passage that has the very model number or
 * fault code that was asked for comes before all that have not. Ranks alone (reciprocal rank fusion) were measured to be
 * worse than the cosine alone where questions are short, as they throw away how sure each side is.
 */
final class Fusion {

    private static final double WORDS = 0.1;
    private static final double CODES = 0.25;

    private Fusion() {}

    static double score(double cosine, @Nullable LexicalHit words) {
        return words == null ? cosine : cosine + WORDS * words.covered() + CODES * words.codes();
    }
}
