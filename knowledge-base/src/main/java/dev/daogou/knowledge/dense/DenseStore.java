package dev.daogou.knowledge.dense;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one shop, kept in half precision (three digits of a cosine). Its calls take part in the transaction of the
 * calling thread.
 */
public interface DenseStore extends EmbeddingStore<TextSegment> {

    /**
     * The vectors nearest to a question, nearest first: what {@link #search} finds, without reading texts and vectors.
     *
     * @return as many as asked for whenever the filter leaves so many
     */
    List<Near> nearest(Embedding question, int limit, @Nullable Filter filter);

    /** The cosine similarity, -1 to 1, of a vector and each of these stored ones; ids that are not there are left out. */
    Map<String, Double> cosines(Embedding vector, Collection<String> ids);

    /** Which of these ids have a vector. */
    Set<String> kept(Collection<String> ids);

    /** How many vectors there are. */
    long size();

    /** Called after many vectors were added or removed: the place to keep an index in step with the shop's size. */
    void settle();
}
