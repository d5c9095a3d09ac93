package dev.daogou.knowledge;

import dev.daogou.knowledge.embedding.BuiltInModel;
import dev.daogou.knowledge.lexical.LexicalHit;
import org.jspecify.annotations.Nullable;

/**
 * How meaning and words are weighed against each other, and when a passage speaks of what was asked at all. How near is
 * near differs from model to model, and so does how much words add.
 *
 * <p>The cosine leads. On top of it counts which part of the question's words, weighed by rarity, a passage has: that
 * separates passages that are about the same and say different things. A passage that has the very model number or fault
 * code that was asked for comes before those that have not. Measured (H@1 of LCQMC and RGB, nDCG@10 of the Home Depot
 * set), each with its own weight: 0.85, 0.82, 0.39; the cosine alone 0.85, 0.76, 0.29, BM25 alone 0.74, 0.71, 0.37, and
 * the two by reciprocal rank fusion 0.78, 0.79, 0.36, as ranks throw away how sure each side is.
 *
 * @param words what having all of the question's words adds to the cosine
 * @param near the cosine that is enough alone to speak of what was asked
 * @param nearWithWords the cosine that is enough together with all of the words; in between it falls evenly
 */
record Weighing(double words, double near, double nearWithWords) {

    private static final double CODES = 0.25;

    private static final Weighing BGE_SMALL_ZH = new Weighing(0.1, 0.54, 0.34);
    private static final Weighing BGE_SMALL_EN = new Weighing(0.3, 0.63, 0.50);
    private static final Weighing OTHER = new Weighing(0.15, 0.45, 0.25);

    static Weighing of(EmbeddingSignature signature) {
        if (signature.equals(BuiltInModel.BGE_SMALL_ZH.signature())) {
            return BGE_SMALL_ZH;
        }
        return signature.equals(BuiltInModel.BGE_SMALL_EN.signature()) ? BGE_SMALL_EN : OTHER;
    }

    double score(double cosine, @Nullable LexicalHit hit) {
        return hit == null ? cosine : cosine + words * hit.covered() + CODES * hit.codes();
    }

    boolean speaksOfIt(double cosine, @Nullable LexicalHit hit) {
        if (hit == null) {
            return cosine >= near;
        }
        return hit.codes() == 1 || cosine >= near - (near - nearWithWords) * hit.covered();
    }
}
