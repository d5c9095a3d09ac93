package dev.daogou.ingest.intake;

import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.ingest.indexing.Stage;
import dev.daogou.ingest.indexing.VersionId;
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

/** The rows of documents and their versions, for whoever holds the transaction. The document's row is the lock. */
class VersionRows {

    private final JdbcClient jdbc;
    private final IndexingQueue queue;
    private final Clock clock;

    VersionRows(JdbcClient jdbc, IndexingQueue queue, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.clock = clock;
    }

    /** Locks a document and tells its newest version. */
    int lock(String shop, String documentId) {
        return jdbc.sql("""
                SELECT version FROM documents WHERE shop_id = :shop AND document_id = :document FOR UPDATE
                """)
                .param("shop", shop)
                .param("document", documentId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId));
    }

    /** The document that was last handed in from this source. */
    Optional<String> withKey(String shop, @Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT document_id FROM documents WHERE shop_id = :shop AND source_key = :key")
                .param("shop", shop)
                .param("key", key)
                .query(String.class)
                .optional();
    }

    /** From now on the document is recognised by this source, unless it has one. */
    void recognise(String shop, String documentId, @Nullable String key) {
        jdbc.sql("""
                UPDATE documents SET source_key = :key
                 WHERE shop_id = :shop AND document_id = :document AND source_key IS NULL
                """)
                .param("key", key)
                .param("shop", shop)
                .param("document", documentId)
                .update();
    }

    /** What is said of the newest version. */
    Particulars particulars(String shop, String documentId) {
        return jdbc.sql("""
                SELECT v.kind, v.product_id, v.given_title, v.url, v.valid_from, v.valid_until
                  FROM documents d JOIN document_versions v USING (shop_id, document_id, version)
                 WHERE d.shop_id = :shop AND d.document_id = :document
                """)
                .param("shop", shop)
                .param("document", documentId)
                .query((row, number) -> particulars(row))
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId));
    }

    /** What was said of one version. */
    Particulars particulars(VersionId id) {
        return jdbc.sql("""
                SELECT kind, product_id, given_title, url, valid_from, valid_until
                  FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .query((row, number) -> particulars(row))
                .optional()
                .orElseThrow(() -> new DocumentUnknown(id.shop(), id.documentId()));
    }

    /** Makes the newest version from the bytes of a known one; the document is locked. */
    void copy(VersionId from, Particulars particulars, @Nullable String givenBy, @Nullable Integer restores) {
        VersionId next = new VersionId(from.shop(), from.documentId(), lock(from.shop(), from.documentId()) + 1);
        supersedeWaiting(next);
        String fileName = jdbc.sql("""
                SELECT file_name FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", from.shop())
                .param("document", from.documentId())
                .param("version", from.version())
                .query(String.class)
                .single();
        String title = particulars.title();
        jdbc.sql("""
                INSERT INTO document_versions (
                    shop_id, document_id, version, file_name, media_type, content, size_bytes, sha256, kind, product_id,
                    given_title, title, url, valid_from, valid_until, given_by, restores, stage, created_at, updated_at)
                SELECT shop_id, document_id, :next, file_name, media_type, content, size_bytes, sha256, :kind, :product,
                       :givenTitle, :title, :url, :validFrom, :validUntil, :givenBy, CAST(:restores AS integer), :stage,
                       CAST(:now AS timestamptz), CAST(:now AS timestamptz)
                  FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("next", next.version())
                .param("kind", particulars.kind().wireName())
                .param("product", particulars.productId())
                .param("givenTitle", title)
                .param("title", title == null ? FileNameHints.of(fileName).title() : title)
                .param("url", particulars.url())
                .param("validFrom", utc(particulars.validFrom()))
                .param("validUntil", utc(particulars.validUntil()))
                .param("givenBy", givenBy)
                .param("restores", restores)
                .param("stage", Stage.QUEUED.storedName())
                .param("now", utc(clock.instant()))
                .param("shop", from.shop())
                .param("document", from.documentId())
                .param("version", from.version())
                .update();
        byte[] sha256 = jdbc.sql("""
                SELECT sha256 FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", next.shop())
                .param("document", next.documentId())
                .param("version", next.version())
                .query((row, number) -> row.getBytes(1))
                .single();
        advance(next, sha256);
        queue.add(next);
    }

    void advance(VersionId next, byte[] sha256) {
        jdbc.sql("""
                UPDATE documents SET version = :version, sha256 = :sha256
                 WHERE shop_id = :shop AND document_id = :document
                """)
                .param("version", next.version())
                .param("sha256", sha256)
                .param("shop", next.shop())
                .param("document", next.documentId())
                .update();
    }

    void supersedeWaiting(VersionId next) {
        jdbc.sql("""
                UPDATE document_versions SET stage = 'superseded', updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version < :version
                   AND stage IN ('queued', 'failed', 'blocked', 'withdrawn')
                """)
                .param("now", utc(clock.instant()))
                .param("shop", next.shop())
                .param("document", next.documentId())
                .param("version", next.version())
                .update();
    }

    private static Particulars particulars(ResultSet row) throws SQLException {
        return new Particulars(
                PassageKind.of(row.getString("kind")),
                row.getString("product_id"),
                row.getString("given_title"),
                row.getString("url"),
                instant(row, "valid_from"),
                instant(row, "valid_until"));
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
