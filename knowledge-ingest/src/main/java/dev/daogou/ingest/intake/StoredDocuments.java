package dev.daogou.ingest.intake;

import dev.daogou.ingest.contradictions.Replacements;
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
import java.util.Collection;
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
    private final VersionRows rows;
    private final Replacements replacements;

    StoredDocuments(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            IndexingQueue queue,
            KnowledgeBase knowledge,
            ShopLanguages languages,
            IntakeLimits limits,
            Clock clock,
            VersionRows rows,
            Replacements replacements) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.queue = queue;
        this.knowledge = knowledge;
        this.languages = languages;
        this.limits = limits;
        this.clock = clock;
        this.ids = new DocumentIds(clock);
        this.room = RoomForBytes.forDocumentsUpTo(limits.maxBytes());
        this.rows = rows;
        this.replacements = replacements;
    }

    @Override
    public Document accept(Submission submission) {
        long size = sizeOf(submission);
        return room.with(size, () -> accept(submission, inspect(submission, size)));
    }

    private Document accept(Submission submission, File file) {
        String shop = submission.shop();
        return inTransaction(() -> {
            Optional<String> sameSource = rows.withKey(shop, submission.origin().key());
            if (sameSource.isPresent()) {
                return again(sameSource.get(), submission, file);
            }
            String id = ids.next();
            if (addDocument(submission, id, file)) {
                addVersion(new VersionId(shop, id, 1), submission, file);
                takePlaces(submission, id);
                return document(shop, id);
            }
            Optional<String> meanwhile = rows.withKey(shop, submission.origin().key());
            if (meanwhile.isPresent()) {
                return again(meanwhile.get(), submission, file);
            }
            String known = withBytes(shop, file)
                    .orElseThrow(() -> new IllegalStateException(
                            "A document with the same bytes was removed just now; hand it in again"));
            rows.recognise(shop, known, submission.origin().key());
            takePlaces(submission, known);
            return saysMore(known, submission);
        });
    }

    /** The same source again: a new version when its bytes or what is said of it have changed. */
    private Document again(String documentId, Submission submission, File file) {
        String shop = submission.shop();
        takePlaces(submission, documentId);
        Optional<String> known = withBytes(shop, file);
        if (known.isPresent() && known.get().equals(documentId)) {
            return saysMore(documentId, submission);
        }
        Particulars particulars = Particulars.of(submission).orElse(rows.particulars(shop, documentId));
        return replace(documentId, submission.with(particulars), file);
    }

    /** Known bytes: what is said of them now is taken over, what is not said stays. */
    private Document saysMore(String documentId, Submission submission) {
        String shop = submission.shop();
        int newest = rows.lock(shop, documentId);
        Particulars known = rows.particulars(shop, documentId);
        Particulars particulars = Particulars.of(submission).orElse(known);
        if (particulars.equals(known)) {
            return retry(shop, documentId);
        }
        rows.copy(
                new VersionId(shop, documentId, newest),
                particulars,
                submission.origin().givenBy(),
                null);
        return document(shop, documentId);
    }

    private void takePlaces(Submission submission, String documentId) {
        String replaced = submission.origin().replaces();
        if (replaced != null && !replaced.equals(documentId)) {
            document(submission.shop(), replaced);
            replacements.replaces(
                    submission.shop(), documentId, replaced, submission.origin().givenBy());
        }
    }

    @Override
    public Document replace(String documentId, Submission submission) {
        long size = sizeOf(submission);
        return room.with(size, () -> replace(documentId, submission, inspect(submission, size)));
    }

    private Document replace(String documentId, Submission submission, File file) {
        String shop = submission.shop();
        return inTransaction(() -> {
            int newest = rows.lock(shop, documentId);
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
            takePlaces(submission, documentId);
            rows.supersedeWaiting(next);
            rows.advance(next, file.sha256());
            addVersion(next, submission, file);
            return document(shop, documentId);
        });
    }

    @Override
    public Document retry(String shop, String documentId) {
        return inTransaction(() -> {
            int newest = rows.lock(shop, documentId);
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
            List<Replacements.Waiting> waiting = replacements.waitingFor(shop, documentId);
            int removed = jdbc.sql("DELETE FROM documents WHERE shop_id = :shop AND document_id = :document")
                    .param("shop", shop)
                    .param("document", documentId)
                    .update();
            if (removed == 0) {
                throw new DocumentUnknown(shop, documentId);
            }
            knowledge.remove(shop, List.of(documentId));
            // What waited because of this document need not wait any more.
            waiting.stream()
                    .filter(one -> replacements.lookAgain(shop, one))
                    .forEach(one -> queue.add(new VersionId(shop, one.documentId(), one.version())));
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
    public List<Document> documents(String shop, Collection<String> documentIds) {
        return jdbc.sql(DOCUMENT + "WHERE d.shop_id = :shop AND d.document_id = ANY (CAST(:documents AS text[]))")
                .param("shop", shop)
                .param("documents", documentIds.toArray(String[]::new))
                .query((row, number) -> document(row))
                .list();
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

    /** False when the shop has a document with these very bytes or this source. */
    private boolean addDocument(Submission submission, String id, File file) {
        return jdbc.sql("""
                INSERT INTO documents (shop_id, document_id, version, sha256, source_key, created_at)
                VALUES (:shop, :document, 1, :sha256, :key, :now)
                ON CONFLICT DO NOTHING
                """)
                        .param("shop", submission.shop())
                        .param("key", submission.origin().key())
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
                    given_title, title, url, valid_from, valid_until, given_by, stage, created_at, updated_at)
                VALUES (
                    :shop, :document, :version, :fileName, :mediaType, :content, :size, :sha256, :kind, :product,
                    :givenTitle, :title, :url, :validFrom, :validUntil, :givenBy, :stage, :now, :now)
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
                .param("givenBy", submission.origin().givenBy())
                .param("stage", Stage.QUEUED.storedName())
                .param("now", utc(clock.instant()))
                .update();
        queue.add(id);
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

    static IndexingState state(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return switch (Stage.of(row.getString("stage"))) {
            case QUEUED -> new IndexingState.Queued();
            case READING -> new IndexingState.Reading();
            case CHUNKING -> new IndexingState.Chunking();
            case EMBEDDING -> new IndexingState.Embedding(row.getInt("embedded"), row.getInt("to_embed"));
            case LIVE -> new IndexingState.Live();
            case FAILED -> new IndexingState.Failed(reason == null ? "" : reason);
            case BLOCKED -> new IndexingState.Blocked(reason == null ? "" : reason);
            case WITHDRAWN -> new IndexingState.Withdrawn(reason == null ? "" : reason);
            case SUPERSEDED -> new IndexingState.Superseded();
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
