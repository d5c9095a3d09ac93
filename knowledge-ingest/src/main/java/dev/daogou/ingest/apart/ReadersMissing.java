package dev.daogou.ingest.apart;

/** The process that reads documents cannot be had: the document is not at fault, and another time it may be read. */
public class ReadersMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReadersMissing(String why) {
        // Without a stack trace: what went wrong is in the sentence.
        super(why, null, false, false);
    }
}
