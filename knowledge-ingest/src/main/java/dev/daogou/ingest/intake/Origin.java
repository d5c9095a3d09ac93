package dev.daogou.ingest.intake;

import org.jspecify.annotations.Nullable;

/**
 * Where a submission comes from.
 *
 * @param key recognises the same source when it is handed in again, e.g. {@code file:/srv/shop/policy.md}: what has the key
 *     of a known document is a new version of it; null for what cannot be recognised, such as an upload
 * @param givenBy the person who hands it in, as other merchants know them; null for a program
 * @param replaces another document, whose place this one takes when it goes live
 */
public record Origin(
        @Nullable String key,
        @Nullable String givenBy,
        @Nullable String replaces) {

    /** Of what nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null, null);

    /** Handed in by a person. */
    public static Origin of(@Nullable String givenBy) {
        return new Origin(null, givenBy, null);
    }
}
