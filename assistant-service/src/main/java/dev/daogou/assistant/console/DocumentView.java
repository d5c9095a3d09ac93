package dev.daogou.assistant.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daogou.ingest.intake.Conflict;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.IndexingState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as a merchant sees it.
 *
 * @param status {@code queued}, {@code reading}, {@code chunking}, {@code embedding}, {@code live}, {@code failed},
 *     {@code blocked} or {@code withdrawn}
 * @param reason why it failed, is blocked or withdrawn
 * @param progress how far it is, while it is embedded
 * @param conflicts what a person has to decide about; only told of one document, and only when it is blocked
 */
record DocumentView(
        String id,
        String title,
        String fileName,
        String kind,
        @Nullable String productId,
        int version,
        String status,
        @Nullable String reason,
        long bytes,
        int passages,
        @Nullable Progress progress,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ConflictView> conflicts) {

    /**
     * Two passages that state different amounts of the same thing.
     *
     * @param passage what this document says
     * @param title the titles above it
     * @param value the amount in it
     * @param otherDocumentId the live document
     * @param otherTitle what that is called
     * @param otherPassage what it says
     * @param otherPassageTitle the titles above that
     * @param otherValue the amount in that
     */
    record ConflictView(
            String passage,
            String title,
            String value,
            String otherDocumentId,
            String otherTitle,
            String otherPassage,
            String otherPassageTitle,
            String otherValue) {

        static ConflictView of(Conflict conflict) {
            return new ConflictView(
                    conflict.mine().text(),
                    conflict.mine().titlePath(),
                    conflict.mine().value(),
                    conflict.other().documentId(),
                    conflict.other().title(),
                    conflict.other().text(),
                    conflict.other().titlePath(),
                    conflict.other().value());
        }
    }

    /** So many passages are embedded, of so many in all. */
    record Progress(int embedded, int passages) {

        static @Nullable Progress of(IndexingState state) {
            return state instanceof IndexingState.Embedding embedding
                    ? new Progress(embedding.embedded(), embedding.passages())
                    : null;
        }
    }

    static DocumentView of(Document document) {
        return view(document, null);
    }

    static DocumentView of(Document document, List<Conflict> conflicts) {
        return view(document, conflicts.stream().map(ConflictView::of).toList());
    }

    private static DocumentView view(Document document, @Nullable List<ConflictView> conflicts) {
        return new DocumentView(
                document.id(),
                document.title(),
                document.fileName(),
                document.kind().wireName(),
                document.productId(),
                document.version(),
                DocumentRow.name(document.state()),
                DocumentRow.reason(document.state()),
                document.bytes(),
                document.passages(),
                Progress.of(document.state()),
                document.validFrom(),
                document.validUntil(),
                document.createdAt(),
                document.updatedAt(),
                conflicts == null || conflicts.isEmpty() ? null : conflicts);
    }
}
