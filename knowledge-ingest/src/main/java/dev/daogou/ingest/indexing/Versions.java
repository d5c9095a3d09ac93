package dev.daogou.ingest.indexing;

import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.knowledge.PassageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The versions of documents and where they stand. The row of the document is the lock that puts its changes in order. */
class Versions {

    /** What a worker finds when it wants to begin. */
    sealed interface Turn {
        record Begun(Work work) implements Turn {}

        /** Another version of the document is being worked on. */
        record Wait() implements Turn {}

        /** It was removed, replaced, or is done. */
        record NothingToDo() implements Turn {}

        /** It was begun too often and never came to an end. */
        record GivenUp() implements Turn {}
    }

    /** What a worker finds when the passages of its version are searchable. */
    enum Arrival {
        LIVE,
        DOCUMENT_REMOVED,
        OVERTAKEN
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Versions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    Turn begin(VersionId id, int attemptsAllowed) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            Optional<Integer> newest = lockDocument(id);
            Optional<Stage> stage = stage(id);
            if (newest.isEmpty() || stage.isEmpty() || !isOnItsWay(stage.get())) {
                return new Turn.NothingToDo();
            }
            if (newest.get() > id.version()) {
                moveTo(id, Stage.SUPERSEDED, null);
                return new Turn.NothingToDo();
            }
            if (isAnotherInWork(id)) {
                return new Turn.Wait();
            }
            Work work = takeUp(id);
            return work.attempt() > attemptsAllowed ? new Turn.GivenUp() : new Turn.Begun(work);
        }));
    }

    void moveTo(VersionId id, Stage stage, @Nullable String reason) {
        jdbc.sql("""
                UPDATE document_versions
                   SET stage = :stage, reason = :reason, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("stage", stage.storedName())
                .param("reason", reason)
                .param("now", now())
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .update();
    }

    void name(VersionId id, String title) {
        jdbc.sql("""
                UPDATE document_versions SET title = :title
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("title", title)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .update();
    }

    boolean isNewest(VersionId id) {
        return jdbc.sql("""
                SELECT version FROM documents WHERE shop_id = :shop AND document_id = :document
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .query(Integer.class)
                .optional()
                .filter(newest -> newest == id.version())
                .isPresent();
    }

    /** Records that the knowledge base now has this version's passages. */
    Arrival arrived(VersionId id, int passages) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            if (lockDocument(id).isEmpty()) {
                return Arrival.DOCUMENT_REMOVED;
            }
            int updated = jdbc.sql("""
                    UPDATE documents SET live_version = :version, passages = :passages
                     WHERE shop_id = :shop AND document_id = :document AND coalesce(live_version, 0) <= :version
                    """)
                    .param("version", id.version())
                    .param("passages", passages)
                    .param("shop", id.shop())
                    .param("document", id.documentId())
                    .update();
            if (updated == 0) {
                moveTo(id, Stage.SUPERSEDED, null);
                return Arrival.OVERTAKEN;
            }
            jdbc.sql("""
                    UPDATE document_versions SET stage = 'superseded', updated_at = :now
                     WHERE shop_id = :shop AND document_id = :document AND version < :version AND stage = 'live'
                    """)
                    .param("now", now())
                    .param("shop", id.shop())
                    .param("document", id.documentId())
                    .param("version", id.version())
                    .update();
            moveTo(id, Stage.LIVE, null);
            return Arrival.LIVE;
        }));
    }

    /** Puts the live version of a document in the queue again, after an older one was written over it. */
    Optional<VersionId> liveAgain(VersionId overtaken) {
        return jdbc.sql("""
                UPDATE document_versions v
                   SET stage = 'queued', attempts = 0, updated_at = :now
                  FROM documents d
                 WHERE d.shop_id = :shop AND d.document_id = :document
                   AND v.shop_id = d.shop_id AND v.document_id = d.document_id
                   AND v.version = d.live_version AND v.version = d.version AND v.stage = 'live'
                RETURNING v.version
                """)
                .param("now", now())
                .param("shop", overtaken.shop())
                .param("document", overtaken.documentId())
                .query(Integer.class)
                .optional()
                .map(version -> new VersionId(overtaken.shop(), overtaken.documentId(), version));
    }

    private Optional<Integer> lockDocument(VersionId id) {
        return jdbc.sql("""
                SELECT version FROM documents WHERE shop_id = :shop AND document_id = :document FOR UPDATE
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .query(Integer.class)
                .optional();
    }

    private Optional<Stage> stage(VersionId id) {
        return jdbc.sql("""
                SELECT stage FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .query(String.class)
                .optional()
                .map(Stage::of);
    }

    private boolean isAnotherInWork(VersionId id) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM document_versions
                     WHERE shop_id = :shop AND document_id = :document AND version <> :version
                       AND stage IN ('reading', 'chunking', 'embedding'))
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .query(Boolean.class)
                .single();
    }

    private Work takeUp(VersionId id) {
        return jdbc.sql("""
                UPDATE document_versions
                   SET stage = 'reading', reason = NULL, attempts = attempts + 1, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                RETURNING content, media_type, url, kind, product_id, given_title, title, valid_from, valid_until, attempts
                """)
                .param("now", now())
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .query((row, number) -> work(id, row))
                .single();
    }

    private static Work work(VersionId id, ResultSet row) throws SQLException {
        return new Work(
                id,
                new SourceFile(row.getBytes("content"), row.getString("media_type"), row.getString("url")),
                PassageKind.of(row.getString("kind")),
                row.getString("product_id"),
                row.getString("given_title"),
                row.getString("title"),
                instant(row, "valid_from"),
                instant(row, "valid_until"),
                row.getInt("attempts"));
    }

    private static boolean isOnItsWay(Stage stage) {
        return switch (stage) {
            case QUEUED, READING, CHUNKING, EMBEDDING -> true;
            case LIVE, FAILED, BLOCKED, SUPERSEDED -> false;
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
