package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reasons.Reason;

/** What a process says of the document it was given. */
sealed interface Answer {

    record Read(ReadDocument document) implements Answer {}

    /**
     * The document cannot be read.
     *
     * @param cause what the reader tripped over, for the log; empty when the reason says it all
     */
    record Unreadable(Reason reason, String cause) implements Answer {}

    /** The document needs more memory than the process has; the process ends. */
    record OutOfMemory() implements Answer {}
}
