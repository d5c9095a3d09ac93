package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.IndexingState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A document as the console lists it, its times by the shop's clock.
 *
 * @param state the name of its state in the public face, e.g. {@code live}
 * @param reason why it failed or waits; null when it does not
 * @param moving whether it is on its way and worth another look soon
 * @param progress how many passages are embedded, such as {@code 64/300}; null when that says nothing
 * @param size in bytes
 * @param validFrom the first day it is cited; null from the beginning
 * @param validUntil the last day it is cited; null without end
 */
record DocumentRow(
        String id,
        String title,
        String fileName,
        String kind,
        @Nullable String productId,
        int version,
        String state,
        @Nullable String reason,
        boolean moving,
        @Nullable String progress,
        long size,
        int passages,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        ZonedDateTime updatedAt) {

    static DocumentRow of(Document document, Shop shop) {
        return new DocumentRow(
                document.id(),
                document.title(),
                document.fileName(),
                document.kind().wireName(),
                document.productId(),
                document.version(),
                name(document.state()),
                reason(document.state()),
                moving(document.state()),
                progress(document.state()),
                document.bytes(),
                document.passages(),
                day(document.validFrom(), shop),
                lastDay(document.validUntil(), shop),
                document.updatedAt().atZone(shop.timeZone()));
    }

    /** Whether its last day was before this one. */
    public boolean endedBy(LocalDate today) {
        return validUntil != null && validUntil.isBefore(today);
    }

    /** Whether its first day is still to come. */
    public boolean startsAfter(LocalDate today) {
        return validFrom != null && validFrom.isAfter(today);
    }

    static String name(IndexingState state) {
        return switch (state) {
            case IndexingState.Queued ignored -> "queued";
            case IndexingState.Reading ignored -> "reading";
            case IndexingState.Chunking ignored -> "chunking";
            case IndexingState.Embedding ignored -> "embedding";
            case IndexingState.Live ignored -> "live";
            case IndexingState.Failed ignored -> "failed";
            case IndexingState.Blocked ignored -> "blocked";
            case IndexingState.Withdrawn ignored -> "withdrawn";
            case IndexingState.Superseded ignored -> "superseded";
        };
    }

    static @Nullable String reason(IndexingState state) {
        return switch (state) {
            case IndexingState.Failed failed -> failed.reason();
            case IndexingState.Blocked blocked -> blocked.reason();
            case IndexingState.Withdrawn withdrawn -> withdrawn.reason();
            case IndexingState.Superseded ignored -> null;
            case IndexingState.Queued ignored -> null;
            case IndexingState.Reading ignored -> null;
            case IndexingState.Chunking ignored -> null;
            case IndexingState.Embedding ignored -> null;
            case IndexingState.Live ignored -> null;
        };
    }

    private static @Nullable String progress(IndexingState state) {
        return state instanceof IndexingState.Embedding embedding && embedding.embedded() > 0
                ? embedding.embedded() + "/" + embedding.passages()
                : null;
    }

    private static boolean moving(IndexingState state) {
        return switch (state) {
            case IndexingState.Queued ignored -> true;
            case IndexingState.Reading ignored -> true;
            case IndexingState.Chunking ignored -> true;
            case IndexingState.Embedding ignored -> true;
            case IndexingState.Live ignored -> false;
            case IndexingState.Failed ignored -> false;
            case IndexingState.Blocked ignored -> false;
            case IndexingState.Withdrawn ignored -> false;
            case IndexingState.Superseded ignored -> false;
        };
    }

    private static @Nullable LocalDate day(@Nullable Instant instant, Shop shop) {
        return instant == null ? null : LocalDate.ofInstant(instant, shop.timeZone());
    }

    private static @Nullable LocalDate lastDay(@Nullable Instant until, Shop shop) {
        return until == null ? null : LocalDate.ofInstant(until.minusMillis(1), shop.timeZone());
    }
}
