package dev.daogou.ingest.contradictions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passage with what is needed to know what it speaks of.
 *
 * @param documentId the document it is from
 * @param version which version of it
 * @param ordinal its place in the document, from 0
 * @param title what the document is called
 * @param titlePath the titles above the passage, joined by {@code " > "}
 * @param text the verbatim text
 * @param productId the product the document is about, when it is about one
 * @param validFrom not cited before this instant
 * @param validUntil not cited from this instant on
 */
public record ToldPassage(
        String documentId,
        int version,
        int ordinal,
        String title,
        String titlePath,
        String text,
        @Nullable String productId,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    /** Whether there is a moment at which both may be cited. */
    boolean holdsTogetherWith(ToldPassage other) {
        return endsAfterBegin(this, other) && endsAfterBegin(other, this);
    }

    private static boolean endsAfterBegin(ToldPassage one, ToldPassage other) {
        return one.validUntil() == null
                || other.validFrom() == null
                || one.validUntil().isAfter(other.validFrom());
    }
}
