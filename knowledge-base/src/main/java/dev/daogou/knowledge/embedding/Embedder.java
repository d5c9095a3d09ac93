package dev.daogou.knowledge.embedding;

import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.TextMeasure;
import dev.langchain4j.data.embedding.Embedding;
import java.util.List;

/** One embedding model, safe to use from any thread. */
public interface Embedder {

    EmbeddingSignature signature();

    /**
     * Embeds texts; a long list is worked off in pieces, two at a time.
     *
     * @param texts none of them blank
     * @return one vector of unit length for each text, in their order
     */
    List<Embedding> embed(List<String> texts);

    /** How long texts are for this model. */
    TextMeasure measure();

    /** Embeds what somebody asks; the same words are remembered for a while. */
    Embedding embedQuery(String text);
}
