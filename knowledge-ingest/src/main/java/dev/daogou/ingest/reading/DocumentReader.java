package dev.daogou.ingest.reading;

import java.util.Set;

/** Reads one format. Holds no state: one instance reads many documents at once. */
public interface DocumentReader {

    /** The media types it reads; the first is the format's own name. */
    Set<String> mediaTypes();

    /**
     * The file-name endings that tell the format, in lower case without a dot, for formats whose bytes alone do not (a
     * Markdown file is a text file).
     */
    Set<String> endings();

    /**
     * Reads a document.
     *
     * @throws DocumentUnreadable when it is damaged or locked
     */
    ReadDocument read(SourceFile file);
}
