package dev.daogou.ingest.intake;

/** A document cannot be taken in. */
public class DocumentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, for programs, e.g. {@code document_empty}
     * @param reason a sentence for the merchant, with what to do
     */
    public DocumentRefused(String code, String reason) {
        super(reason);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
