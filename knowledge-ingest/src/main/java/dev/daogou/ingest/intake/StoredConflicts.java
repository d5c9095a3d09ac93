package dev.daogou.ingest.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why versions wait for a person, as the contradictions' room has written it down. */
class StoredConflicts {

    private final JdbcClient jdbc;

    StoredConflicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why a version waits for a person; none when it does not. */
    List<Conflict> of(String shop, String documentId, int version) {
        return jdbc.sql("""
                SELECT c.document_id, v.title, c.version, c.ordinal, p.title_path, p.text, c.said, c.said_from, c.said_to,
                       c.other_document_id, ov.title AS other_title, c.other_version, c.other_ordinal,
                       op.title_path AS other_title_path, op.text AS other_text, c.other_said, c.other_said_from,
                       c.other_said_to
                  FROM document_conflicts c
                  JOIN document_versions v USING (shop_id, document_id, version)
                  JOIN version_passages p USING (shop_id, document_id, version, ordinal)
                  JOIN document_versions ov ON ov.shop_id = c.shop_id AND ov.document_id = c.other_document_id
                                           AND ov.version = c.other_version
                  JOIN version_passages op ON op.shop_id = c.shop_id AND op.document_id = c.other_document_id
                                          AND op.version = c.other_version AND op.ordinal = c.other_ordinal
                 WHERE c.shop_id = :shop AND c.document_id = :document AND c.version = :version
                 ORDER BY c.position
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query((row, number) -> conflict(row))
                .list();
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        return new Conflict(
                new Conflict.Side(
                        row.getString("document_id"),
                        row.getString("title"),
                        row.getInt("version"),
                        row.getInt("ordinal"),
                        row.getString("title_path"),
                        row.getString("text"),
                        row.getString("said"),
                        row.getInt("said_from"),
                        row.getInt("said_to")),
                new Conflict.Side(
                        row.getString("other_document_id"),
                        row.getString("other_title"),
                        row.getInt("other_version"),
                        row.getInt("other_ordinal"),
                        row.getString("other_title_path"),
                        row.getString("other_text"),
                        row.getString("other_said"),
                        row.getInt("other_said_from"),
                        row.getInt("other_said_to")));
    }
}
