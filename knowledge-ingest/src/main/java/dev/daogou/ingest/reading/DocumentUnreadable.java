package dev.daogou.ingest.reading;

import dev.daogou.ingest.reasons.Reason;

/** A document cannot be read, and trying again will not help. */
public class DocumentUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public DocumentUnreadable(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
