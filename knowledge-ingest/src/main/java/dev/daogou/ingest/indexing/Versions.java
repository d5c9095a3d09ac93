package dev.daogou.ingest.indexing;

import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.knowledge.PassageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The versions of documents and where they stand. The row of the document is the lock that puts its changes in order. Who
 * takes a version up gets a turn at it; a worker that was thought dead and comes back finds its turn taken by another, and
 * nothing it still wants to write is written.
 */
class Versions {

    /** What a worker finds when it wants to begin. */
    sealed interface Turn {
        record Begun(Work work) implements Turn {}

        /** It was removed, replaced, or is done. */
        record NothingToDo() implements Turn {}

        /** It was begun too often and never came to an end. */
        record GivenUp(Work work) implements Turn {}
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final StoredContent content;

    Versions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.content = new StoredContent(jdbc);
    }

    /** Takes a version up, also one whose worker did not come to an end. */
    Turn begin(VersionId id, int beginningsAllowed) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Integer> newest = lockDocument(id);
            Optional<Stage> stage = stage(id);
            if (newest.isEmpty() || stage.isEmpty() || !isOnItsWay(stage.get())) {
                return new Turn.NothingToDo();
            }
            if (newest.get() > id.version()) {
                supersedeBefore(new VersionId(id.shop(), id.documentId(), newest.get()), false);
                return new Turn.NothingToDo();
            }
            Work work = takeUp(id);
            return work.beginnings() > beginningsAllowed ? new Turn.GivenUp(work) : new Turn.Begun(work);
        }));
    }

    /** Records that the document was read. False when the turn is lost. */
    boolean wasRead(Work work, String title) {
        return ours(work, """
                UPDATE document_versions
                   SET stage = 'chunking', title = :title, updated_at = :now
                """).param("title", title).update() > 0;
    }

    /** Records that so many passages of all are embedded. False when the turn is lost. */
    boolean embedded(Work work, int passages, int all) {
        return ours(work, """
                UPDATE document_versions
                   SET stage = 'embedding', embedded = :passages, to_embed = :all, updated_at = :now
                """).param("passages", passages).param("all", all).update() > 0;
    }

    /**
     * Makes the version live in one transaction with the writing of its passages. False when the turn is lost, or the
     * document was removed or replaced meanwhile: then nothing is written.
     */
    boolean goLive(Work work, int passages, Runnable write) {
        VersionId id = work.id();
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<Integer> newest = lockDocument(id);
            if (newest.isEmpty()) {
                return false;
            }
            if (newest.get() > id.version()) {
                end(work, Stage.SUPERSEDED, null);
                return false;
            }
            if (!end(work, Stage.LIVE, null)) {
                return false;
            }
            write.run();
            supersedeBefore(id, true);
            jdbc.sql("""
                    UPDATE documents SET live_version = :version, passages = :passages
                     WHERE shop_id = :shop AND document_id = :document
                    """)
                    .param("version", id.version())
                    .param("passages", passages)
                    .param("shop", id.shop())
                    .param("document", id.documentId())
                    .update();
            return true;
        }));
    }

    /** Ends the work on a version. False when the turn is lost. */
    boolean end(Work work, Stage stage, @Nullable String reason) {
        return ours(work, """
                UPDATE document_versions
                   SET stage = :stage, reason = :reason, turn = NULL, embedded = NULL, to_embed = NULL, updated_at = :now
                """)
                        .param("stage", stage.storedName())
                        .param("reason", reason)
                        .update()
                > 0;
    }

    /** Puts a version back after a fault: how many there were by now; nothing when the turn is lost. */
    Optional<Integer> putBack(Work work) {
        return ours(work, """
                UPDATE document_versions
                   SET stage = 'queued', failures = failures + 1, embedded = NULL, to_embed = NULL, updated_at = :now
                """, "RETURNING failures").query(Integer.class).optional();
    }

    private JdbcClient.StatementSpec ours(Work work, String update) {
        return ours(work, update, "");
    }

    private JdbcClient.StatementSpec ours(Work work, String update, String returning) {
        return jdbc.sql(update + """
                 WHERE shop_id = :shop AND document_id = :document AND version = :version AND turn = :turn
                """ + returning)
                .param("now", now())
                .param("shop", work.id().shop())
                .param("document", work.id().documentId())
                .param("version", work.id().version())
                .param("turn", work.turn());
    }

    /** Nothing of the versions before this one is wanted any more; the live one only when this takes its place. */
    private void supersedeBefore(VersionId id, boolean alsoLive) {
        jdbc.sql("""
                UPDATE document_versions
                   SET stage = 'superseded', turn = NULL, embedded = NULL, to_embed = NULL, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version < :version
                   AND (stage IN ('queued', 'reading', 'chunking', 'embedding') OR (stage = 'live' AND :alsoLive))
                """)
                .param("now", now())
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .param("alsoLive", alsoLive)
                .update();
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

    private Work takeUp(VersionId id) {
        UUID turn = UUID.randomUUID();
        return jdbc.sql("""
                UPDATE document_versions
                   SET stage = 'reading', reason = NULL, attempts = attempts + 1, turn = :turn,
                       embedded = NULL, to_embed = NULL, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                RETURNING size_bytes, media_type, url, kind, product_id, given_title, title, valid_from, valid_until, attempts
                """)
                .param("turn", turn)
                .param("now", now())
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .query((row, number) -> work(id, turn, row))
                .single();
    }

    private Work work(VersionId id, UUID turn, ResultSet row) throws SQLException {
        return new Work(
                id,
                turn,
                new SourceFile(
                        content.of(id, row.getInt("size_bytes")), row.getString("media_type"), row.getString("url")),
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
            case LIVE, FAILED, BLOCKED, WITHDRAWN, SUPERSEDED -> false;
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
