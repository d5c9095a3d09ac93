package dev.daogou.ingest.intake;

import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.ingest.indexing.Stage;
import dev.daogou.ingest.indexing.VersionId;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents as they are kept in the database, every version with its bytes. */
class StoredDocuments implements DocumentIntake {

    private static final String DOCUMENT = """
            SELECT d.document_id, d.shop_id, d.version, d.passages, d.created_at,
                   v.title, v.file_name, v.kind, v.product_id, v.stage, v.reason, v.size_bytes, v.valid_from,
                   v.valid_until, v.updated_at, v.embedded, v.to_embed
              FROM documents d
              JOIN document_versions v USING (shop_id, document_id, version)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final IndexingQueue queue;
    private final KnowledgeBase knowledge;
    private final ShopLanguages languages;
    private final IntakeLimits limits;
    private final Clock clock;
    private final DocumentIds ids;
    private final RoomForBytes room;

    StoredDocuments(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            IndexingQueue queue,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IntakeLimits limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.queue = queue;
        this.knowledge = knowledge;
        this.languages = languages;
        this.limits = limits;
        this.clock = clock;
        this.ids = new DocumentIds(clock);
        this.room = RoomForBytes.forDocumentsUpTo(limits.maxBytes());
    }

    @Override
    public Document accept(Submission submission) {
        long size = sizeOf(submission);
        return room.with(size, () -> accept(submission, inspect(submission, size)));
    }

    private Document accept(Submission submission, File file) {
        return inTransaction(() -> {
            String id = ids.next();
            if (!addDocument(submission.shop(), id, file)) {
                String known = withBytes(submission.shop(), file)
                        .orElseThrow(() -> new IllegalStateException(
                                "A document with the same bytes was removed just now; hand it in again"));
                return retry(submission.shop(), known);
            }
            addVersion(new VersionId(submission.shop(), id, 1), submission, file);
            return document(submission.shop(), id);
        });
    }

    @Override
    public Document replace(String documentId, Submission submission) {
        long size = sizeOf(submission);
        return room.with(size, () -> replace(documentId, submission, inspect(submission, size)));
    }

    private Document replace(String documentId, Submission submission, File file) {
        String shop = submission.shop();
        return inTransaction(() -> {
            int newest = lock(shop, documentId);
            Optional<String> known = withBytes(shop, file);
            if (known.isPresent() && !known.get().equals(documentId)) {
                throw refused(
                        shop,
                        Reason.of(
                                "document_duplicate",
                                document(shop, known.get()).title()));
            }
            if (known.isPresent() && saysTheSame(document(shop, documentId), submission)) {
                return retry(shop, documentId);
            }
            VersionId next = new VersionId(shop, documentId, newest + 1);
            supersedeWaiting(next);
            advance(next, file);
            addVersion(next, submission, file);
            return document(shop, documentId);
        });
    }

    @Override
    public Document retry(String shop, String documentId) {
        return inTransaction(() -> {
            int newest = lock(shop, documentId);
            int queued = jdbc.sql("""
                    UPDATE document_versions
                       SET stage = 'queued', reason = NULL, attempts = 0, failures = 0, updated_at = :now
                     WHERE shop_id = :shop AND document_id = :document AND version = :version AND stage = 'failed'
                    """)
                    .param("now", utc(clock.instant()))
                    .param("shop", shop)
                    .param("document", documentId)
                    .param("version", newest)
                    .update();
            if (queued > 0) {
                queue.add(new VersionId(shop, documentId, newest));
            }
            return document(shop, documentId);
        });
    }

    @Override
    public void remove(String shop, String documentId) {
        transaction.executeWithoutResult(status -> {
            int removed = jdbc.sql("DELETE FROM documents WHERE shop_id = :shop AND document_id = :document")
                    .param("shop", shop)
                    .param("document", documentId)
                    .update();
            if (removed == 0) {
                throw new DocumentUnknown(shop, documentId);
            }
            knowledge.remove(shop, List.of(documentId));
        });
    }

    @Override
    public Document document(String shop, String documentId) {
        return jdbc.sql(DOCUMENT + "WHERE d.shop_id = :shop AND d.document_id = :document")
                .param("shop", shop)
                .param("document", documentId)
                .query((row, number) -> document(row))
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId));
    }

    @Override
    public List<Document> documents(String shop, @Nullable String cursor, int limit) {
        return jdbc.sql(DOCUMENT + """
                WHERE d.shop_id = :shop AND (CAST(:cursor AS text) IS NULL OR d.document_id < CAST(:cursor AS text))
                ORDER BY d.document_id DESC
                LIMIT :limit
                """)
                .param("shop", shop)
                .param("cursor", cursor)
                .param("limit", limit)
                .query((row, number) -> document(row))
                .list();
    }

    @Override
    public long pending(String shop) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM document_versions
                         WHERE shop_id = :shop AND stage IN ('queued', 'reading', 'chunking', 'embedding'))
                     + (SELECT count(*) FROM crawls WHERE shop_id = :shop AND stage IN ('queued', 'running'))
                """).param("shop", shop).query(Long.class).single();
    }

    /** The document whose newest version was found at an address. */
    Optional<String> withAddress(String shop, String url) {
        return jdbc.sql("""
                SELECT d.document_id
                  FROM documents d JOIN document_versions v USING (shop_id, document_id, version)
                 WHERE v.shop_id = :shop AND v.url = :url
                 ORDER BY d.document_id
                 LIMIT 1
                """)
                .param("shop", shop)
                .param("url", url)
                .query(String.class)
                .optional();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record File(byte[] content, String mediaType, byte[] sha256) {}

    /** In bytes; before anything is read, and the most there may be where nobody knows it. */
    private long sizeOf(Submission submission) {
        if (submission.kind() == PassageKind.PRODUCT) {
            throw new IllegalArgumentException("A document is never of the kind product");
        }
        String shop = submission.shop();
        if (!languages.isOpen(shop)) {
            throw refused(shop, Reason.of("shop_unknown", shop));
        }
        long size = HandedIn.size(submission.content(), limits.maxBytes() + 1);
        return Math.min(size, limits.maxBytes() + 1);
    }

    private File inspect(Submission submission, long size) {
        String shop = submission.shop();
        byte[] content = HandedIn.bytes(submission.content(), size, limits.maxBytes() + 1);
        if (content.length == 0) {
            throw refused(shop, Reason.of("document_empty"));
        }
        if (content.length > limits.maxBytes()) {
            throw refused(shop, Reason.of("document_too_large", megabytes(limits.maxBytes())));
        }
        return switch (FileTypes.tell(content, submission.fileName())) {
            case FileTypes.Told.Refused refusal -> throw refused(shop, refusal.reason());
            case FileTypes.Told.OfType told -> new File(content, told.mediaType(), sha256(content));
        };
    }

    /** False when the shop has a document with these very bytes. */
    private boolean addDocument(String shop, String id, File file) {
        return jdbc.sql("""
                INSERT INTO documents (shop_id, document_id, version, sha256, created_at)
                VALUES (:shop, :document, 1, :sha256, :now)
                ON CONFLICT (shop_id, sha256) DO NOTHING
                """)
                        .param("shop", shop)
                        .param("document", id)
                        .param("sha256", file.sha256())
                        .param("now", utc(clock.instant()))
                        .update()
                > 0;
    }

    private void addVersion(VersionId id, Submission submission, File file) {
        String title = submission.title() == null || submission.title().isBlank()
                ? null
                : submission.title().strip();
        jdbc.sql("""
                INSERT INTO document_versions (
                    shop_id, document_id, version, file_name, media_type, content, size_bytes, sha256, kind, product_id,
                    given_title, title, url, valid_from, valid_until, stage, created_at, updated_at)
                VALUES (
                    :shop, :document, :version, :fileName, :mediaType, :content, :size, :sha256, :kind, :product,
                    :givenTitle, :title, :url, :validFrom, :validUntil, :stage, :now, :now)
                """)
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .param("fileName", submission.fileName())
                .param("mediaType", file.mediaType())
                // As a stream, because the driver copies an array.
                .param(
                        "content",
                        new SqlBinaryValue(() -> new ByteArrayInputStream(file.content()), file.content().length),
                        Types.BINARY)
                .param("size", (long) file.content().length)
                .param("sha256", file.sha256())
                .param("kind", submission.kind().wireName())
                .param("product", submission.productId())
                .param("givenTitle", title)
                .param(
                        "title",
                        title == null ? FileNameHints.of(submission.fileName()).title() : title)
                .param("url", submission.url())
                .param("validFrom", utc(submission.validFrom()))
                .param("validUntil", utc(submission.validUntil()))
                .param("stage", Stage.QUEUED.storedName())
                .param("now", utc(clock.instant()))
                .update();
        queue.add(id);
    }

    private void advance(VersionId next, File file) {
        jdbc.sql("""
                UPDATE documents SET version = :version, sha256 = :sha256
                 WHERE shop_id = :shop AND document_id = :document
                """)
                .param("version", next.version())
                .param("sha256", file.sha256())
                .param("shop", next.shop())
                .param("document", next.documentId())
                .update();
    }

    private void supersedeWaiting(VersionId next) {
        jdbc.sql("""
                UPDATE document_versions SET stage = 'superseded', updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version < :version
                   AND stage IN ('queued', 'failed', 'blocked')
                """)
                .param("now", utc(clock.instant()))
                .param("shop", next.shop())
                .param("document", next.documentId())
                .param("version", next.version())
                .update();
    }

    private int lock(String shop, String documentId) {
        return jdbc.sql("""
                SELECT version FROM documents WHERE shop_id = :shop AND document_id = :document FOR UPDATE
                """)
                .param("shop", shop)
                .param("document", documentId)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId));
    }

    private Optional<String> withBytes(String shop, File file) {
        return jdbc.sql("SELECT document_id FROM documents WHERE shop_id = :shop AND sha256 = :sha256")
                .param("shop", shop)
                .param("sha256", file.sha256())
                .query(String.class)
                .optional();
    }

    private static boolean saysTheSame(Document known, Submission submission) {
        return known.kind() == submission.kind()
                && Objects.equals(known.productId(), submission.productId())
                && (submission.title() == null || submission.title().strip().equals(known.title()))
                && Objects.equals(known.validFrom(), submission.validFrom())
                && Objects.equals(known.validUntil(), submission.validUntil());
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                row.getString("document_id"),
                row.getString("shop_id"),
                row.getString("title"),
                row.getString("file_name"),
                PassageKind.of(row.getString("kind")),
                row.getString("product_id"),
                row.getInt("version"),
                state(row),
                row.getLong("size_bytes"),
                row.getInt("passages"),
                instant(row, "valid_from"),
                instant(row, "valid_until"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private static IndexingState state(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return switch (Stage.of(row.getString("stage"))) {
            case QUEUED -> new IndexingState.Queued();
            case READING -> new IndexingState.Reading();
            case CHUNKING -> new IndexingState.Chunking();
            case EMBEDDING -> new IndexingState.Embedding(row.getInt("embedded"), row.getInt("to_embed"));
            case LIVE -> new IndexingState.Live();
            case FAILED -> new IndexingState.Failed(reason == null ? "" : reason);
            case BLOCKED -> new IndexingState.Blocked(reason == null ? "" : reason);
            case SUPERSEDED -> throw new IllegalStateException("The newest version of a document is never superseded");
        };
    }

    private DocumentRefused refused(String shop, Reason reason) {
        return new DocumentRefused(reason.code(), reason.in(languages.of(shop)));
    }

    private <T> T inTransaction(java.util.function.Supplier<T> steps) {
        return Objects.requireNonNull(transaction.execute(status -> steps.get()));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String megabytes(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes + " B";
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
