package dev.daogou.ingest.contradictions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each version of a document says, also of versions that are not live. */
public class VersionPassages {

    /**
     * A passage of a version.
     *
     * @param ordinal its place, from 0
     * @param titlePath the titles above it, joined by {@code " > "}
     * @param text the verbatim text
     */
    public record Kept(int ordinal, String titlePath, String text) {}

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient jdbc;

    VersionPassages(NamedParameterJdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** The passages of a version in reading order; none when it was never read. */
    public List<Kept> of(String shop, String documentId, int version) {
        return jdbc.sql("""
                SELECT ordinal, title_path, text FROM version_passages
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                 ORDER BY ordinal
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .query((row, number) -> kept(row))
                .list();
    }

    /** All passages are of one version. */
    void keep(String shop, String documentId, int version, List<ToldPassage> passages) {
        jdbc.sql("""
                DELETE FROM version_passages
                 WHERE shop_id = :shop AND document_id = :document AND version = :version
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .update();
        template.batchUpdate(
                """
                INSERT INTO version_passages (shop_id, document_id, version, ordinal, title_path, text)
                VALUES (:shop, :document, :version, :ordinal, :titlePath, :text)
                """,
                passages.stream()
                        .map(passage -> new MapSqlParameterSource()
                                .addValue("shop", shop)
                                .addValue("document", documentId)
                                .addValue("version", version)
                                .addValue("ordinal", passage.ordinal())
                                .addValue("titlePath", storable(passage.titlePath()))
                                .addValue("text", storable(passage.text())))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** PostgreSQL's text holds every character but this one. */
    private static String storable(String text) {
        return text.replace("\u0000", "");
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getInt("ordinal"), row.getString("title_path"), row.getString("text"));
    }
}
