package dev.daogou.ingest.intake;

/** The shop has no such document. */
public class DocumentUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DocumentUnknown(String shop, String documentId) {
        super("The shop '" + shop + "' has no document '" + documentId + "'");
    }
}
