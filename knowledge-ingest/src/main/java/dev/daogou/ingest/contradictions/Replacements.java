package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.KnowledgeBase;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person decided about documents and others, and what follows from it. All calls join the caller's transaction. */
public class Replacements {

    /** A version that waited because of something that has changed. */
    public record Waiting(String documentId, int version) {}

    private final JdbcClient jdbc;
    private final KnowledgeBase knowledge;
    private final ShopLanguages languages;
    private final Clock clock;

    Replacements(JdbcClient jdbc, KnowledgeBase knowledge, ShopLanguages languages, Clock clock) {
        this.jdbc = jdbc;
        this.knowledge = knowledge;
        this.languages = languages;
        this.clock = clock;
    }

    /** A document will take the place of another one when it goes live. */
    public void replaces(String shop, String documentId, String replaced, @Nullable String decidedBy) {
        jdbc.sql("""
                DELETE FROM document_replacements
                 WHERE shop_id = :shop AND document_id = :replaced AND replaced_document_id = :document
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("replaced", replaced)
                .update();
        jdbc.sql("""
                INSERT INTO document_replacements (shop_id, document_id, replaced_document_id, decided_by, decided_at)
                VALUES (:shop, :document, :replaced, :by, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("replaced", replaced)
                .param("by", decidedBy)
                .param("now", now())
                .update();
    }

    /** All that a version waits for is so decided: the documents it contradicts are replaced by it. */
    public void takesAllPlaces(String shop, String documentId, int version, @Nullable String decidedBy) {
        jdbc.sql("""
                SELECT DISTINCT other_document_id FROM document_conflicts
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query(String.class)
                .list()
                .forEach(other -> replaces(shop, documentId, other, decidedBy));
    }

    /** All that a version waits for is so decided: both hold. */
    public void allHold(String shop, String documentId, int version, @Nullable String decidedBy) {
        jdbc.sql("""
                INSERT INTO settled_pairs (shop_id, pair, document_id, other_document_id, decided_by, decided_at)
                SELECT DISTINCT ON (pair) shop_id, pair, document_id, other_document_id, :by, CAST(:now AS timestamptz)
                  FROM document_conflicts
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                ON CONFLICT DO NOTHING
                """)
                .param("by", decidedBy)
                .param("now", now())
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .update();
    }

    /**
     * What follows when a document goes live: the documents it replaces are withdrawn. To be called in the transaction that
     * makes it live.
     */
    public void wentLive(String shop, String documentId, String title) {
        List<String> replaced = jdbc.sql("""
                SELECT d.document_id
                  FROM document_replacements r
                  JOIN documents d ON d.shop_id = r.shop_id AND d.document_id = r.replaced_document_id
                 WHERE r.shop_id = :shop AND r.document_id = :document
                 ORDER BY d.document_id
                   FOR UPDATE OF d
                """)
                .param("shop", shop)
                .param("document", documentId)
                .query(String.class)
                .list();
        if (replaced.isEmpty()) {
            return;
        }
        String reason = Reason.of("document_replaced_by", title).in(languages.of(shop));
        for (String each : replaced) {
            jdbc.sql("""
                    UPDATE document_versions SET stage = 'withdrawn', reason = :reason, updated_at = :now
                     WHERE shop_id = :shop AND document_id = :document AND stage = 'live'
                    """)
                    .param("reason", reason)
                    .param("now", now())
                    .param("shop", shop)
                    .param("document", each)
                    .update();
            jdbc.sql("""
                    UPDATE documents SET live_version = NULL, passages = 0
                     WHERE shop_id = :shop AND document_id = :document
                    """).param("shop", shop).param("document", each).update();
        }
        knowledge.remove(shop, replaced);
    }

    /**
     * Versions that wait because of what a document said: they are to be looked at again when it goes away or says something
     * else.
     */
    public List<Waiting> waitingFor(String shop, String documentId) {
        return jdbc.sql("""
                SELECT DISTINCT c.document_id, c.version
                  FROM document_conflicts c
                  JOIN document_versions v USING (shop_id, document_id, version)
                  JOIN documents d ON d.shop_id = c.shop_id AND d.document_id = c.document_id AND d.version = c.version
                 WHERE c.shop_id = :shop AND c.other_document_id = :document AND v.stage = 'blocked'
                """)
                .param("shop", shop)
                .param("document", documentId)
                .query((row, number) -> new Waiting(row.getString("document_id"), row.getInt("version")))
                .list();
    }

    /** Lets a version that waits for a person be looked at again; false when it does not wait. To be queued by the caller. */
    public boolean lookAgain(String shop, Waiting waiting) {
        return jdbc.sql("""
                UPDATE document_versions
                   SET stage = 'queued', reason = NULL, attempts = 0, failures = 0, updated_at = :now
                 WHERE shop_id = :shop AND document_id = :document AND version = :version AND stage = 'blocked'
                """)
                        .param("now", now())
                        .param("shop", shop)
                        .param("document", waiting.documentId())
                        .param("version", waiting.version())
                        .update()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
