package dev.daogou.ingest.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a document after it was handed in: its versions, its particulars, and what a person decides about it. */
public interface DocumentHistory {

    /**
     * A document's versions, newest first.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    List<Version> versions(String shop, String documentId);

    /**
     * One version.
     *
     * @throws DocumentUnknown when the shop has no such document, or the document no such version
     */
    Version version(String shop, String documentId, int version);

    /**
     * What a document says of itself.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    Particulars particulars(String shop, String documentId);

    /**
     * The bytes of a version.
     *
     * @throws DocumentUnknown when the shop has no such document, or the document no such version
     */
    Original original(String shop, String documentId, int version);

    /**
     * What changed from one version to another.
     *
     * @throws DocumentUnknown when the shop has no such document, or the document no such version
     * @throws DocumentRefused with code {@code version_not_read} when one of the two was never read
     */
    Comparison compare(String shop, String documentId, int from, int to);

    /**
     * Makes an older version the newest one, with its bytes and particulars. What is live stays live until it is.
     *
     * @throws DocumentUnknown when the shop has no such document, or the document no such version
     * @throws DocumentRefused with code {@code document_duplicate} when another document has these bytes
     */
    Document restore(String shop, String documentId, int version, @Nullable String givenBy);

    /**
     * Says something else of a document, whose bytes stay: a new version when anything differs.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    Document revise(String shop, String documentId, Particulars particulars, @Nullable String givenBy);

    /**
     * Why the newest version waits for a person; none when it does not.
     *
     * @throws DocumentUnknown when the shop has no such document
     */
    List<Conflict> conflicts(String shop, String documentId);

    /**
     * Decides about a document that waits.
     *
     * @throws DocumentUnknown when the shop has no such document
     * @throws DocumentRefused with code {@code decision_not_needed} when it does not wait
     */
    Document decide(String shop, String documentId, Decision decision, @Nullable String decidedBy);
}
