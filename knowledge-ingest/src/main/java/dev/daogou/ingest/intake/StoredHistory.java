package dev.daogou.ingest.intake;

import dev.daogou.ingest.contradictions.Replacements;
import dev.daogou.ingest.contradictions.VersionPassages;
import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.ingest.indexing.VersionId;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.PassageKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The history of documents as it is kept in the database. */
class StoredHistory implements DocumentHistory {

    private static final String VERSION = """
            SELECT v.document_id, v.version, v.title, v.file_name, v.media_type, v.kind, v.product_id, v.stage, v.reason, v.embedded, v.to_embed,
                   v.size_bytes, v.valid_from, v.valid_until, v.given_by, v.restores, v.created_at,
                   (SELECT count(*) FROM version_passages p
                     WHERE p.shop_id = v.shop_id AND p.document_id = v.document_id AND p.version = v.version) AS passages
              FROM document_versions v
             WHERE v.shop_id = :shop AND v.document_id = :document
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DocumentIntake documents;
    private final IndexingQueue queue;
    private final VersionRows rows;
    private final VersionPassages passages;
    private final StoredConflicts conflicts;
    private final Replacements replacements;
    private final ShopLanguages languages;
    private final Clock clock;

    StoredHistory(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            DocumentIntake documents,
            IndexingQueue queue,
            VersionRows rows,
            VersionPassages passages,
            StoredConflicts conflicts,
            Replacements replacements,
            ShopLanguages languages,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.documents = documents;
        this.queue = queue;
        this.rows = rows;
        this.passages = passages;
        this.conflicts = conflicts;
        this.replacements = replacements;
        this.languages = languages;
        this.clock = clock;
    }

    @Override
    public List<Version> versions(String shop, String documentId) {
        documents.document(shop, documentId);
        return jdbc.sql(VERSION + " ORDER BY v.version DESC")
                .param("shop", shop)
                .param("document", documentId)
                .query((row, number) -> version(row))
                .list();
    }

    @Override
    public Version version(String shop, String documentId, int version) {
        return jdbc.sql(VERSION + " AND v.version = :version")
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query((row, number) -> version(row))
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId + ", version " + version));
    }

    @Override
    public Particulars particulars(String shop, String documentId) {
        return rows.particulars(shop, documentId);
    }

    @Override
    public Original original(String shop, String documentId, int version) {
        return jdbc.sql("""
                SELECT file_name, media_type, content FROM document_versions
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query((row, number) ->
                        new Original(row.getString("file_name"), row.getString("media_type"), row.getBytes("content")))
                .optional()
                .orElseThrow(() -> new DocumentUnknown(shop, documentId + ", version " + version));
    }

    @Override
    public Comparison compare(String shop, String documentId, int from, int to) {
        for (int version : new int[] {from, to}) {
            if (version(shop, documentId, version).passages() == 0) {
                throw refused(shop, Reason.of("version_not_read", Integer.toString(version)));
            }
        }
        return CompareVersions.of(from, passages.of(shop, documentId, from), to, passages.of(shop, documentId, to));
    }

    @Override
    public Document restore(String shop, String documentId, int version, @Nullable String givenBy) {
        try {
            return inTransaction(() -> {
                int newest = rows.lock(shop, documentId);
                Version wanted = version(shop, documentId, version);
                if (version == newest && wanted.state() instanceof IndexingState.Live) {
                    return documents.document(shop, documentId);
                }
                VersionId id = new VersionId(shop, documentId, version);
                rows.copy(id, rows.particulars(id), givenBy, version);
                return documents.document(shop, documentId);
            });
        } catch (DuplicateKeyException e) {
            throw refused(shop, Reason.of("document_duplicate", holderOf(shop, documentId, version)));
        }
    }

    @Override
    public Document revise(String shop, String documentId, Particulars particulars, @Nullable String givenBy) {
        return inTransaction(() -> {
            int newest = rows.lock(shop, documentId);
            if (!particulars.equals(rows.particulars(shop, documentId))) {
                rows.copy(new VersionId(shop, documentId, newest), particulars, givenBy, null);
            }
            return documents.document(shop, documentId);
        });
    }

    @Override
    public List<Conflict> conflicts(String shop, String documentId) {
        Document document = documents.document(shop, documentId);
        return document.state() instanceof IndexingState.Blocked
                ? conflicts.of(shop, documentId, document.version())
                : List.of();
    }

    @Override
    public Document decide(String shop, String documentId, Decision decision, @Nullable String decidedBy) {
        return inTransaction(() -> {
            int newest = rows.lock(shop, documentId);
            VersionId id = new VersionId(shop, documentId, newest);
            if (!(documents.document(shop, documentId).state() instanceof IndexingState.Blocked)) {
                throw refused(shop, Reason.of("decision_not_needed"));
            }
            switch (decision) {
                case TAKE_NEW -> {
                    replacements.takesAllPlaces(shop, documentId, newest, decidedBy);
                    lookAgain(id);
                }
                case BOTH_HOLD -> {
                    replacements.allHold(shop, documentId, newest, decidedBy);
                    lookAgain(id);
                }
                case KEEP_OLD -> withdraw(id);
            }
            return documents.document(shop, documentId);
        });
    }

    private void lookAgain(VersionId id) {
        if (replacements.lookAgain(id.shop(), new Replacements.Waiting(id.documentId(), id.version()))) {
            queue.add(id);
        }
    }

    private void withdraw(VersionId id) {
        String other = conflicts.of(id.shop(), id.documentId(), id.version()).stream()
                .findFirst()
                .map(conflict -> conflict.other().title())
                .orElse("");
        jdbc.sql("""
                UPDATE document_versions SET stage = 'withdrawn', reason = :reason, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("reason", Reason.of("document_kept_out", other).in(languages.of(id.shop())))
                .param("now", VersionRows.utc(clock.instant()))
                .param("shop", id.shop())
                .param("document", id.documentId())
                .param("version", id.version())
                .update();
    }

    private String holderOf(String shop, String documentId, int version) {
        Optional<String> title = jdbc.sql("""
                SELECT n.title
                  FROM document_versions v
                  JOIN documents d ON d.shop_id = v.shop_id AND d.sha256 = v.sha256
                  JOIN document_versions n ON n.shop_id = d.shop_id AND n.document_id = d.document_id
                                          AND n.version = d.version
                 WHERE v.shop_id = :shop AND v.document_id = :document AND v.version = :version
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query(String.class)
                .optional();
        return title.orElse("");
    }

    private DocumentRefused refused(String shop, Reason reason) {
        return new DocumentRefused(reason.code(), reason.in(languages.of(shop)));
    }

    private <T> T inTransaction(java.util.function.Supplier<T> steps) {
        return Objects.requireNonNull(transaction.execute(status -> steps.get()));
    }

    private static Version version(ResultSet row) throws SQLException {
        int restores = row.getInt("restores");
        @Nullable Integer restored = row.wasNull() ? null : restores;
        return new Version(
                row.getString("document_id"),
                row.getInt("version"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("media_type"),
                PassageKind.of(row.getString("kind")),
                row.getString("product_id"),
                StoredDocuments.state(row),
                row.getLong("size_bytes"),
                row.getInt("passages"),
                VersionRows.instant(row, "valid_from"),
                VersionRows.instant(row, "valid_until"),
                row.getString("given_by"),
                restored,
                Objects.requireNonNull(VersionRows.instant(row, "created_at")));
    }
}
