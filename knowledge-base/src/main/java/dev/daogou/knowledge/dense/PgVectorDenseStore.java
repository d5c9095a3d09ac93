package dev.daogou.knowledge.dense;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.pgvector.DefaultMetadataStorageConfig;
import dev.langchain4j.store.embedding.pgvector.MetadataStorageMode;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * LangChain4j's pgvector store over one shop's own table. Small shops are scanned exactly; a shop that has grown gets an
 * HNSW index, which is scanned on until a search has as many rows as it asked for (pgvector 0.8's iterative scan).
 */
final class PgVectorDenseStore extends PgVectorEmbeddingStore implements DenseStore {

    /** The longest vector an HNSW index takes. */
    private static final int LONGEST_INDEXED = 2_000;

    private final JdbcClient jdbc;
    private final String partition;
    private final int dimension;
    private final int indexedFrom;

    /**
     * @param partition the shop's own table
     * @param indexedFrom how many vectors make a shop large
     */
    PgVectorDenseStore(DataSource dataSource, String partition, int dimension, int indexedFrom) {
        super(datasourceBuilder()
                .datasource(new TransactionAwareDataSourceProxy(dataSource))
                .table(partition)
                .dimension(dimension)
                .createTable(false)
                .useIndex(false)
                .skipCreateVectorExtension(true)
                .metadataStorageConfig(DefaultMetadataStorageConfig.builder()
                        .storageMode(MetadataStorageMode.COLUMN_PER_KEY)
                        .columnDefinitions(List.of(
                                "source_id text",
                                "kind text",
                                "product_id text",
                                "valid_from bigint",
                                "valid_until bigint"))
                        .build()));
        this.jdbc = JdbcClient.create(dataSource);
        this.partition = partition;
        this.dimension = dimension;
        this.indexedFrom = indexedFrom;
    }

    @Override
    protected Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    select set_config('hnsw.iterative_scan', 'strict_order', false),
                           set_config('hnsw.ef_search', '100', false),
                           set_config('hnsw.max_scan_tuples', '2147483647', false),
                           set_config('hnsw.scan_mem_multiplier', '20', false)
                    """);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Map<String, Double> cosines(Embedding vector, Collection<String> ids) {
        Map<String, Double> cosines = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                    select embedding_id, 1 - (embedding <=> cast(:vector as vector)) as cosine
                    from %s
                    where embedding_id = any (cast(:ids as uuid[]))
                    """.formatted(partition))
                    .param("vector", Arrays.toString(vector.vector()))
                    .param("ids", ids.toArray(String[]::new))
                    .query((row, number) -> cosines.put(
                            row.getObject("embedding_id", UUID.class).toString(), row.getDouble("cosine")))
                    .list();
        }
        return cosines;
    }

    @Override
    public Set<String> kept(Collection<String> ids) {
        return new HashSet<>(jdbc.sql("select embedding_id from %s where embedding_id = any (cast(:ids as uuid[]))"
                        .formatted(partition))
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    @Override
    public long size() {
        return jdbc.sql("select count(*) from %s".formatted(partition))
                .query(Long.class)
                .single();
    }

    @Override
    public void settle() {
        if (dimension > LONGEST_INDEXED) {
            return;
        }
        String index = partition + "_near";
        boolean indexed = jdbc.sql("select to_regclass(:index) is not null")
                .param("index", index)
                .query(Boolean.class)
                .single();
        if (!indexed
                && jdbc.sql("select count(*) from %s".formatted(partition))
                                .query(Long.class)
                                .single()
                        >= indexedFrom) {
            jdbc.sql("create index %s on %s using hnsw (embedding vector_cosine_ops)".formatted(index, partition))
                    .update();
        }
    }
}
