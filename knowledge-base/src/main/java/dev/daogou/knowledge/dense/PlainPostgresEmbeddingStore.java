package dev.daogou.knowledge.dense;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.filter.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in PostgreSQL without any extension, over one shop's own table. Each vector's signs are kept as bits; the
 * vectors that differ from the question in the fewest and least important signs are read and put in order by their
 * cosine. A sign is as important as the question's component is large: the smallest quarter does not count, the largest
 * two fifths count twice. That asymmetry costs no storage and, of the ten truly nearest among 100,000 English titles,
 * finds 0.98 within the first 256 where plain Hamming distance finds 0.92. As many are read as make a shop of a few
 * hundred passages exact.
 */
final class PlainPostgresEmbeddingStore extends PostgresDenseStore {

    /** How many are judged again by cosine: at least this many, and this many times what is asked for. */
    private static final int JUDGED = 320;

    private static final int JUDGED_FOR_EACH = 6;

    /** Of a large shop one in so many, up to a limit. */
    private static final int ONE_IN = 200;

    private static final int MOST_JUDGED = 2_000;

    private static final double COUNTS = 0.25;
    private static final double COUNTS_TWICE = 0.6;

    PlainPostgresEmbeddingStore(DataSource dataSource, String partition, int dimension) {
        super(dataSource, partition, dimension);
    }

    @Override
    List<Column> columns(List<Embedding> embeddings) {
        return List.of(
                new Column(
                        "signs",
                        "text",
                        "bit(%d)".formatted(dimension),
                        embeddings.stream()
                                .map(embedding -> bits(embedding.vector(), Float.MIN_VALUE, false))
                                .toArray(String[]::new)),
                new Column(
                        "embedding",
                        "bytea",
                        "bytea",
                        embeddings.stream().map(HalfPrecision::bytesOf).toArray(byte[][]::new)));
    }

    @Override
    public List<Near> nearest(Embedding question, int limit, @Nullable Filter filter) {
        FilterSql where = FilterSql.of(filter);
        float[] vector = question.vector();
        float[] sizes = new float[vector.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(vector[i]);
        }
        Arrays.sort(sizes);
        return jdbc
                .sql("""
                        with question as materialized (
                            select cast(:signs as bit(%3$d)) as signs, cast(:counts as bit(%3$d)) as counts,
                                   cast(:countsTwice as bit(%3$d)) as counts_twice
                        )
                        select embedding_id, embedding
                        from %1$s
                        where %2$s
                        order by bit_count((signs # (select signs from question)) & (select counts from question))
                            + bit_count((signs # (select signs from question)) & (select counts_twice from question))
                        limit (select greatest(:judged, least(reltuples / :oneIn, :most))
                               from pg_class where oid = cast('%1$s' as regclass))
                        """.formatted(partition, where.condition(), dimension))
                .params(where.parameters())
                .param("signs", bits(vector, Float.MIN_VALUE, false))
                .param("counts", bits(vector, sizes[(int) (COUNTS * sizes.length)], true))
                .param("countsTwice", bits(vector, sizes[(int) (COUNTS_TWICE * sizes.length)], true))
                .param("judged", Math.max(JUDGED, JUDGED_FOR_EACH * limit))
                .param("oneIn", ONE_IN)
                .param("most", MOST_JUDGED)
                .query((row, number) -> new Near(idOf(row), HalfPrecision.cosine(row.getBytes("embedding"), vector)))
                .list()
                .stream()
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Map<String, Double> cosines(Embedding vector, Collection<String> ids) {
        Map<String, Double> cosines = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                    select embedding_id, embedding from %s where embedding_id = any (cast(:ids as uuid[]))
                    """.formatted(partition))
                    .param("ids", ids.toArray(String[]::new))
                    .query((row, number) ->
                            cosines.put(idOf(row), HalfPrecision.cosine(row.getBytes("embedding"), vector.vector())))
                    .list();
        }
        return cosines;
    }

    @Override
    public void settle() {
        // Nothing depends on the shop's size.
    }

    @Override
    String readableEmbedding() {
        return "embedding";
    }

    @Override
    Embedding embeddingOf(ResultSet row) throws SQLException {
        return HalfPrecision.embeddingOf(row.getBytes("embedding"));
    }

    /** One bit for each component: whether it (or its size) is at least so large. */
    private static String bits(float[] vector, float least, boolean size) {
        char[] bits = new char[vector.length];
        for (int i = 0; i < vector.length; i++) {
            bits[i] = (size ? Math.abs(vector[i]) : vector[i]) >= least ? '1' : '0';
        }
        return new String(bits);
    }
}
