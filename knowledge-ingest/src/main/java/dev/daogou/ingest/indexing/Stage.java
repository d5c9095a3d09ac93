package dev.daogou.ingest.indexing;

import java.util.Locale;

/** Where one version of a document stands. */
public enum Stage {
    QUEUED,
    READING,
    CHUNKING,
    EMBEDDING,
    LIVE,
    FAILED,
    BLOCKED,
    /** A person's decision keeps it out of the search. */
    WITHDRAWN,
    /** A newer version has taken its place. */
    SUPERSEDED;

    /** The name in the database, e.g. {@code queued}. */
    public String storedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a stored name. */
    public static Stage of(String storedName) {
        return valueOf(storedName.toUpperCase(Locale.ROOT));
    }
}
