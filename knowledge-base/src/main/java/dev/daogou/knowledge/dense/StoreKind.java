package dev.daogou.knowledge.dense;

import java.util.Locale;

/** Who finds the nearest vectors. The stored form is the lower-case name. */
public enum StoreKind {
    /** The {@code vector} extension, with an HNSW index where a shop is large. */
    PGVECTOR,
    /** PostgreSQL alone: the nearest by sign bits, judged again by exact cosine. */
    PLAIN;

    public String storedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StoreKind of(String storedName) {
        return valueOf(storedName.toUpperCase(Locale.ROOT));
    }
}
