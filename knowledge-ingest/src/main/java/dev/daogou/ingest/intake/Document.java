package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document a merchant handed in, and where it stands.
 *
 * @param id unique in the shop
 * @param shop the shop's id
 * @param title what it is called
 * @param fileName the name it came with
 * @param kind what sort of text it is
 * @param productId the product it is about, when it is about one
 * @param version 1 for the first, one more for each replacement
 * @param state where it stands
 * @param bytes its size
 * @param passages how many passages of it are searchable now
 * @param validFrom not cited before this instant
 * @param validUntil not cited from this instant on
 * @param createdAt when it was first handed in
 * @param updatedAt when its state last changed
 */
public record Document(
        String id,
        String shop,
        String title,
        String fileName,
        PassageKind kind,
        @Nullable String productId,
        int version,
        IndexingState state,
        long bytes,
        int passages,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Instant createdAt,
        Instant updatedAt) {}
