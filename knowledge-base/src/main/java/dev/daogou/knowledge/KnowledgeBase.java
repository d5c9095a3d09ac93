package dev.daogou.knowledge;

import dev.langchain4j.data.embedding.Embedding;
import java.util.List;
import java.util.function.IntConsumer;

/** Everything the shops have published. All calls are safe from any thread. */
public interface KnowledgeBase {

    /**
     * Makes room for a shop: its partition of the passage table of its language's embedding model. Does nothing when the
     * shop has one already.
     */
    void openShop(String shop, Language language);

    /** Forgets a shop and all it has published. */
    void dropShop(String shop);

    /**
     * Makes each of these sources consist of exactly these passages, all in one transaction: a search sees the old
     * passages or the new ones, never a mix. Embeds the texts first, outside of the transaction.
     */
    default void replace(String shop, List<SourceContent> contents) {
        while (true) {
            try {
                publish(prepare(shop, contents, done -> {}));
                return;
            } catch (EmbeddingModelChanged moved) {
                // Prepared again with the model it has moved to.
            }
        }
    }

    /**
     * The first and long half of {@link #replace}: embeds the passages of these sources and counts their words. Changes
     * nothing and holds nothing of the database.
     *
     * @param embedded told now and then, by the calling thread, how many passages are done
     */
    EmbeddedSources prepare(String shop, List<SourceContent> contents, IntConsumer embedded);

    /**
     * The second half of {@link #replace}: makes each of these sources consist of exactly its passages. Takes part in the
     * transaction of the calling thread when there is one, so that it happens together with what the caller changes, or not
     * at all.
     *
     * @throws EmbeddingModelChanged when the shop has moved to another model since they were prepared
     */
    void publish(EmbeddedSources sources);

    /** Removes sources; nothing of them is found any more. Unknown ids are passed over. */
    void remove(String shop, List<String> sourceIds);

    /** Searches one shop's knowledge by meaning and by words. */
    SearchResult search(SearchQuery query);

    /** The passages of one source, in reading order. */
    List<Passage> passagesOf(String shop, String sourceId);

    /** How much a shop knows. */
    KnowledgeStatus status(String shop);

    /**
     * Embeds texts with the shop's own model; blank texts are not allowed.
     *
     * @return one vector of unit length for each text
     */
    List<Embedding> embed(String shop, List<String> texts);

    /** How long texts are for the model that embeds this shop's passages. */
    TextMeasure measure(String shop);

    /** Embeds texts with the model of a language, for what belongs to no shop. */
    List<Embedding> embed(Language language, List<String> texts);
}
