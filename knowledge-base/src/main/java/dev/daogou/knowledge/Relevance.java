package dev.daogou.knowledge;

import dev.daogou.knowledge.embedding.BuiltInModel;
import dev.daogou.knowledge.lexical.LexicalHit;
import org.jspecify.annotations.Nullable;

/**
 * When a passage speaks of what was asked: when it is near enough in meaning, less near where it also has the words, or
 * when it has the very code. How near is near differs from model to model.
 *
 * @param near the cosine that is enough alone
 * @param nearWithWords the cosine that is enough together with all of the words; in between it falls evenly
 */
record Relevance(double near, double nearWithWords) {

    private static final Relevance BGE_SMALL_ZH = new Relevance(0.54, 0.34);
    private static final Relevance BGE_SMALL_EN = new Relevance(0.655, 0.52);
    private static final Relevance OTHER = new Relevance(0.50, 0.30);

    static Relevance of(EmbeddingSignature signature) {
        if (signature.equals(BuiltInModel.BGE_SMALL_ZH.signature())) {
            return BGE_SMALL_ZH;
        }
        return signature.equals(BuiltInModel.BGE_SMALL_EN.signature()) ? BGE_SMALL_EN : OTHER;
    }

    boolean speaksOfIt(double cosine, @Nullable LexicalHit words) {
        if (words == null) {
            return cosine >= near;
        }
        return words.codes() == 1 || cosine >= near - (near - nearWithWords) * words.covered();
    }
}
