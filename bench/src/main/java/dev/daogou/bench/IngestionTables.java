package dev.daogou.bench;

import dev.daogou.knowledge.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts in every table that ingestion writes to. */
final class IngestionTables implements AutoCloseable {

    /** What is counted; those that begin with ! should be none. {@code {vectors}} is the shop's own table of vectors. */
    private static final Map<String, String> COUNTS = new LinkedHashMap<>();

    static {
        COUNTS.put("documents", "select count(*) from documents where shop_id = ?");
        COUNTS.put("versions", "select count(*) from document_versions where shop_id = ?");
        COUNTS.put("versions live", "select count(*) from document_versions where shop_id = ? and stage = 'live'");
        COUNTS.put("passages of versions", "select count(*) from version_passages where shop_id = ?");
        COUNTS.put("sources", "select count(*) from knowledge_sources where shop_id = ?");
        COUNTS.put("passages", "select count(*) from passages where shop_id = ?");
        COUNTS.put("characters in them", "select coalesce(sum(length(text)), 0) from passages where shop_id = ?");
        COUNTS.put("rows of words", "select count(*) from passage_words where shop_id = ?");
        COUNTS.put("different words", "select count(*) from shop_words where shop_id = ?");
        COUNTS.put("words", "select coalesce(sum(times), 0) from passage_words where shop_id = ?");
        COUNTS.put("vectors", "select count(*) from {vectors} where ? is not null");
        COUNTS.put("passages by the shop's own count", "select passages from knowledge_shops where shop_id = ?");
        COUNTS.put("words by the shop's own count", "select words from knowledge_shops where shop_id = ?");
        COUNTS.put(
                "!jobs left",
                "select count(*) from scheduled_tasks where task_name = 'index-document' and task_instance like ? || '/%'");
        COUNTS.put("!turns left", "select count(*) from document_versions where shop_id = ? and turn is not null");
        COUNTS.put("!passages without a vector", """
                select count(*) from passages p where p.shop_id = ?
                   and not exists (select from {vectors} v where v.embedding_id = p.passage_id)
                """);
        COUNTS.put("!vectors without a passage", """
                select count(*) from {vectors} v
                 where not exists (select from passages p where p.shop_id = ? and p.passage_id = v.embedding_id)
                """);
        COUNTS.put("!passages without words", """
                select count(*) from passages p where p.shop_id = ?
                   and not exists (select from passage_words w where w.shop_id = p.shop_id and w.number = p.number)
                """);
        COUNTS.put("!words without a passage", """
                select count(*) from passage_words w where w.shop_id = ?
                   and not exists (select from passages p where p.shop_id = w.shop_id and p.number = w.number)
                """);
        COUNTS.put("!words that are in more or fewer passages than the shop counts", """
                with counted as (
                    select shop_id, word, count(*) as passages from passage_words where shop_id = ? group by shop_id, word)
                select count(*)
                  from counted c full join (select s.* from shop_words s, (select distinct shop_id from counted) one
                                             where s.shop_id = one.shop_id) s using (shop_id, word)
                 where c.passages is distinct from s.passages
                """);
        COUNTS.put("!documents with other passages than they say", """
                select count(*) from documents d where d.shop_id = ?
                   and d.passages <> (select count(*) from passages p
                                       where p.shop_id = d.shop_id and p.source_id = d.document_id)
                """);
    }

    private final Connection connection;
    private final @Nullable EmbeddedDatabase embedded;

    private IngestionTables(Connection connection, @Nullable EmbeddedDatabase embedded) {
        this.connection = connection;
        this.embedded = embedded;
    }

    /** The database that was given by the options, else the one in the home folder. */
    static IngestionTables open(Arguments arguments, Path home) throws SQLException {
        String given = arguments.option("database");
        if (given != null) {
            return new IngestionTables(
                    DriverManager.getConnection(
                            given, arguments.option("user", "daogou"), arguments.option("password", "daogou")),
                    null);
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.startIn(home);
        return new IngestionTables(
                DriverManager.getConnection(embedded.jdbcUrl(), embedded.username(), embedded.password()), embedded);
    }

    Map<String, Long> counts(String shop) throws SQLException {
        String vectors = text("select dense_partition from knowledge_shops where shop_id = ?", shop);
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : COUNTS.entrySet()) {
            counts.put(each.getKey(), Long.valueOf(text(each.getValue().replace("{vectors}", vectors), shop)));
        }
        return counts;
    }

    private String text(String query, String shop) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, shop);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("Nothing of the shop " + shop + " in: " + query);
                }
                return rows.getString(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
