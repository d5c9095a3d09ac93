package dev.daogou.ingest.indexing;

import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one version.
 *
 * @param turn the right to write for it, as long as nobody else has taken it up
 * @param givenTitle the merchant's title, when there is one
 * @param nameTitle what to call it when neither the merchant nor the document does
 * @param beginnings how often it was begun by now, from 1
 */
record Work(
        VersionId id,
        UUID turn,
        SourceFile file,
        PassageKind kind,
        @Nullable String productId,
        @Nullable String givenTitle,
        String nameTitle,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        int beginnings) {}
