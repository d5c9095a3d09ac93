package dev.daogou.ingest.intake;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merchant's side of knowledge: hands documents in and sees where they stand. */
public interface DocumentIntake {

    /**
     * Takes a document in: bytes and indexing job are saved in one transaction. The same bytes handed in twice are one
     * document, which is returned as it is; one that had failed is tried again.
     *
     * @throws DocumentRefused when it cannot be taken, with a reason in a merchant's words
     */
    Document accept(Submission submission);

    /**
     * Takes a new version of a document in; the old one stays searchable until the new one is. What already is the newest
     * version, word for word, is no new one.
     *
     * @throws DocumentRefused when it cannot be taken
     * @throws DocumentUnknown when the shop has no such document
     */
    Document replace(String documentId, Submission submission);

    /**
     * Starts the indexing of a failed document again; any other is left as it is.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    Document retry(String shop, String documentId);

    /**
     * Removes a document, its versions and its passages.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    void remove(String shop, String documentId);

    /**
     * One document of the shop.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    Document document(String shop, String documentId);

    /** Those of these documents that the shop has, in any order. */
    List<Document> documents(String shop, Collection<String> documentIds);

    /** The shop's documents, newest first. {@code cursor} is the last id of the page before, null for the first page. */
    List<Document> documents(String shop, @Nullable String cursor, int limit);

    /** How many documents and crawls of the shop are on their way, neither live or done nor failed nor blocked. */
    long pending(String shop);
}
