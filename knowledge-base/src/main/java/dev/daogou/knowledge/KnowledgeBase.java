package dev.daogou.knowledge;

import dev.langchain4j.data.embedding.Embedding;
import java.util.List;

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
    void replace(String shop, List<SourceContent> contents);

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

    /** Embeds texts with the model of a language, for what belongs to no shop. */
    List<Embedding> embed(Language language, List<String> texts);
}
