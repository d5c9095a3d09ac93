package dev.daogou.knowledge.dense;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The vectors of one shop. Its calls take part in the transaction of the calling thread. */
public interface DenseStore extends EmbeddingStore<TextSegment> {

    /** The cosine similarity, -1 to 1, of a vector and each of these stored ones; ids that are not there are left out. */
    Map<String, Double> cosines(Embedding vector, Collection<String> ids);

    /** Which of these ids have a vector. */
    Set<String> kept(Collection<String> ids);

    /** How many vectors there are. */
    long size();

    /** Called after many vectors were added or removed: the place to keep an index in step with the shop's size. */
    void settle();
}
