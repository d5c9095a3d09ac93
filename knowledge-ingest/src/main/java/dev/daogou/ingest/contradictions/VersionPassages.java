package dev.daogou.ingest.contradictions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

    private final JdbcClient jdbc;

    VersionPassages(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        jdbc.sql("""
                INSERT INTO version_passages (shop_id, document_id, version, ordinal, title_path, text)
                SELECT :shop, :document, :version, ordinal, title_path, text
                  FROM unnest(CAST(:ordinals AS int[]), CAST(:titlePaths AS text[]), CAST(:texts AS text[]))
                       AS row (ordinal, title_path, text)
                """)
                .param("shop", shop)
                .param("document", documentId)
                .param("version", version)
                .param("ordinals", passages.stream().map(ToldPassage::ordinal).toArray(Integer[]::new))
                .param(
                        "titlePaths",
                        passages.stream()
                                .map(passage -> storable(passage.titlePath()))
                                .toArray(String[]::new))
                .param(
                        "texts",
                        passages.stream()
                                .map(passage -> storable(passage.text()))
                                .toArray(String[]::new))
                .update();
    }

    /** PostgreSQL's text holds every character but this one. */
    private static String storable(String text) {
        return text.replace("\u0000", "");
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getInt("ordinal"), row.getString("title_path"), row.getString("text"));
    }
}
