package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document.
 *
 * @param documentId the document
 * @param version from 1
 * @param title what it was called
 * @param fileName the name it came with
 * @param mediaType what its bytes are
 * @param kind what sort of text it is
 * @param productId the product it is about, when it is about one
 * @param state where it stands
 * @param bytes its size
 * @param passages into how many passages it was cut; 0 when it was never read
 * @param validFrom not cited before this instant
 * @param validUntil not cited from this instant on
 * @param givenBy the person who handed it in; null for a program
 * @param restores the older version it brought back; null when it is new
 * @param createdAt when it was handed in
 */
public record Version(
        String documentId,
        int version,
        String title,
        String fileName,
        String mediaType,
        PassageKind kind,
        @Nullable String productId,
        IndexingState state,
        long bytes,
        int passages,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable String givenBy,
        @Nullable Integer restores,
        Instant createdAt) {}
