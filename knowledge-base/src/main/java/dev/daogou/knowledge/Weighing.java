package dev.daogou.knowledge;

import dev.daogou.knowledge.embedding.BuiltInModel;
import dev.daogou.knowledge.evidence.Evidence;
import dev.daogou.knowledge.lexical.LexicalHit;
import org.jspecify.annotations.Nullable;

/**
 * How meaning, words and what a passage's text shows are weighed against each other, and when a passage speaks of what was
 * asked at all. How near is near differs from model to model, and so does how much words add.
 *
 * <pre>
 * score = cosine + words * covered + codes * codes asked for
 *                + pairs * pairs - numbers * numbersMissing - answer * answerMissing
 * </pre>
 *
 * <p>The weights were learnt on public questions (docs/decisions/0061): a listwise logistic regression, the cosine's weight
 * taken as 1, the others rounded. Ranks are not used: they throw away how sure each side is.
 *
 * @param words what having all of the question's words, weighed by rarity, adds to the cosine
 * @param pairs what having all of its pairs of neighbouring characters adds for a text much longer than the question
 * @param numbers what lacking all of its years and Latin names takes away
 * @param answer what speaking of all of it without such a thing as is asked for takes away
 * @param near the cosine that is enough alone to speak of what was asked
 * @param nearWithWords the cosine that is enough together with all of the words; in between it falls evenly
 */
record Weighing(double words, double pairs, double numbers, double answer, double near, double nearWithWords) {

    private static final double CODES = 0.25;

    /** A passage that lacks more than this of an answer speaks of something near to what was asked, but not of it. */
    private static final double UNANSWERED = 0.3;

    private static final Weighing BGE_SMALL_ZH = new Weighing(0.1, 0.06, 0.1, 0.28, 0.54, 0.34);
    private static final Weighing BGE_SMALL_EN = new Weighing(0.45, 0, 0.02, 0.1, 0.63, 0.50);
    private static final Weighing OTHER = new Weighing(0.15, 0.05, 0.05, 0.15, 0.45, 0.25);

    static Weighing of(EmbeddingSignature signature) {
        if (signature.equals(BuiltInModel.BGE_SMALL_ZH.signature())) {
            return BGE_SMALL_ZH;
        }
        return signature.equals(BuiltInModel.BGE_SMALL_EN.signature()) ? BGE_SMALL_EN : OTHER;
    }

    /** What is known before the passage's text is read. */
    double score(double cosine, @Nullable LexicalHit hit) {
        return hit == null ? cosine : cosine + words * hit.covered() + CODES * hit.codes();
    }

    double score(double cosine, @Nullable LexicalHit hit, Evidence read) {
        return score(cosine, hit)
                + pairs * read.pairs()
                - numbers * read.numbersMissing()
                - answer * read.answerMissing();
    }

    boolean speaksOfIt(double cosine, @Nullable LexicalHit hit, Evidence read) {
        if (read.answerMissing() > UNANSWERED) {
            return false;
        }
        if (hit == null) {
            return cosine >= near;
        }
        return hit.codes() == 1 || cosine >= near - (near - nearWithWords) * hit.covered();
    }
}
