package dev.daogou.knowledge.dense;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Vectors in PostgreSQL without any extension, over one shop's own table. Each vector's signs are kept as bits; the
 * vectors that differ from the question in the fewest signs are read and put in order by their exact cosine. As many are
 * read as make a shop of a few hundred passages exact.
 */
final class PlainPostgresEmbeddingStore implements DenseStore {

    /** How many are judged again by exact cosine: at least this many, and this many times what is asked for. */
    private static final int JUDGED = 256;

    private static final int JUDGED_FOR_EACH = 6;

    private static final Comparator<EmbeddingMatch<TextSegment>> BEST_FIRST = Comparator.comparing(
                    (EmbeddingMatch<TextSegment> match) -> match.score())
            .reversed();

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient jdbc;
    private final String partition;
    private final int dimension;

    PlainPostgresEmbeddingStore(DataSource dataSource, String partition, int dimension) {
        this.template = new NamedParameterJdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.partition = partition;
        this.dimension = dimension;
    }

    @Override
    public String add(Embedding embedding) {
        String id = UUID.randomUUID().toString();
        add(id, embedding);
        return id;
    }

    @Override
    public void add(String id, Embedding embedding) {
        store(List.of(id), List.of(embedding), null);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        String id = UUID.randomUUID().toString();
        store(List.of(id), List.of(embedding), List.of(segment));
        return id;
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        List<String> ids = generateIds(embeddings.size());
        store(ids, embeddings, null);
        return ids;
    }

    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
        store(ids, embeddings, segments);
    }

    private void store(List<String> ids, List<Embedding> embeddings, @Nullable List<TextSegment> segments) {
        if (ids.size() != embeddings.size() || (segments != null && segments.size() != ids.size())) {
            throw new IllegalArgumentException("As many ids as vectors, and as many texts when there are any");
        }
        if (ids.isEmpty()) {
            return;
        }
        MapSqlParameterSource[] rows = new MapSqlParameterSource[ids.size()];
        for (int i = 0; i < rows.length; i++) {
            Embedding embedding = embeddings.get(i);
            if (embedding.dimension() != dimension) {
                throw new IllegalArgumentException(
                        "A vector of " + embedding.dimension() + " components where " + dimension + " are kept");
            }
            TextSegment segment = segments == null ? null : segments.get(i);
            Metadata facts = segment == null ? new Metadata() : segment.metadata();
            rows[i] = new MapSqlParameterSource()
                    .addValue("id", UUID.fromString(ids.get(i)))
                    .addValue("signs", signsOf(embedding))
                    .addValue("embedding", bytesOf(embedding))
                    .addValue("text", segment == null ? null : segment.text());
            for (String key : PassageFacts.TEXTS) {
                rows[i].addValue(key, facts.getString(key));
            }
            for (String key : PassageFacts.NUMBERS) {
                rows[i].addValue(key, facts.getLong(key));
            }
        }
        template.batchUpdate("""
                insert into %s (embedding_id, signs, embedding, text,
                                source_id, kind, product_id, valid_from, valid_until)
                values (:id, cast(:signs as bit(%d)), :embedding, :text,
                        cast(:source_id as text), cast(:kind as text), cast(:product_id as text),
                        cast(:valid_from as bigint), cast(:valid_until as bigint))
                on conflict (embedding_id) do update
                set signs = excluded.signs, embedding = excluded.embedding, text = excluded.text,
                    source_id = excluded.source_id, kind = excluded.kind, product_id = excluded.product_id,
                    valid_from = excluded.valid_from, valid_until = excluded.valid_until
                """.formatted(partition, dimension), rows);
    }

    @Override
    public void removeAll(Collection<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("ids cannot be empty");
        }
        jdbc.sql("delete from %s where embedding_id = any (cast(:ids as uuid[]))".formatted(partition))
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    @Override
    public void removeAll(Filter filter) {
        FilterSql where = FilterSql.of(Objects.requireNonNull(filter, "filter"));
        jdbc.sql("delete from %s where %s".formatted(partition, where.condition()))
                .params(where.parameters())
                .update();
    }

    @Override
    public void removeAll() {
        jdbc.sql("delete from %s".formatted(partition)).update();
    }

    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        Embedding question = request.queryEmbedding();
        FilterSql where = FilterSql.of(request.filter());
        List<EmbeddingMatch<TextSegment>> found =
                new ArrayList<>(jdbc.sql("""
                select embedding_id, embedding
                from %s
                where %s
                order by bit_count(signs # cast(:signs as bit(%d)))
                limit :judged
                """.formatted(partition, where.condition(), dimension))
                        .params(where.parameters())
                        .param("signs", signsOf(question))
                        .param("judged", Math.max(JUDGED, JUDGED_FOR_EACH * request.maxResults()))
                        .query((row, number) -> match(row, question))
                        .list());
        found.sort(BEST_FIRST);
        List<EmbeddingMatch<TextSegment>> best = found.stream()
                .filter(match -> match.score() >= request.minScore())
                .limit(request.maxResults())
                .toList();
        return new EmbeddingSearchResult<>(withTexts(best));
    }

    @Override
    public Map<String, Double> cosines(Embedding vector, Collection<String> ids) {
        Map<String, Double> cosines = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                    select embedding_id, embedding from %s where embedding_id = any (cast(:ids as uuid[]))
                    """.formatted(partition))
                    .param("ids", ids.toArray(String[]::new))
                    .query((row, number) -> cosines.put(
                            idOf(row), CosineSimilarity.between(embeddingOf(row.getBytes("embedding")), vector)))
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
        // Nothing depends on the shop's size.
    }

    private static EmbeddingMatch<TextSegment> match(ResultSet row, Embedding question) throws SQLException {
        Embedding embedding = embeddingOf(row.getBytes("embedding"));
        double score = RelevanceScore.fromCosineSimilarity(CosineSimilarity.between(embedding, question));
        return new EmbeddingMatch<>(score, idOf(row), embedding, null);
    }

    private List<EmbeddingMatch<TextSegment>> withTexts(List<EmbeddingMatch<TextSegment>> matches) {
        if (matches.isEmpty()) {
            return matches;
        }
        Map<String, TextSegment> texts = new HashMap<>();
        jdbc.sql("""
                select embedding_id, text, source_id, kind, product_id, valid_from, valid_until
                from %s
                where embedding_id = any (cast(:ids as uuid[])) and text is not null
                """.formatted(partition))
                .param("ids", matches.stream().map(EmbeddingMatch::embeddingId).toArray(String[]::new))
                .query((row, number) -> texts.put(idOf(row), TextSegment.from(row.getString("text"), factsOf(row))))
                .list();
        return matches.stream()
                .map(match -> new EmbeddingMatch<>(
                        match.score(), match.embeddingId(), match.embedding(), texts.get(match.embeddingId())))
                .toList();
    }

    private static Metadata factsOf(ResultSet row) throws SQLException {
        Metadata facts = new Metadata();
        for (String key : PassageFacts.TEXTS) {
            String value = row.getString(key);
            if (value != null) {
                facts.put(key, value);
            }
        }
        for (String key : PassageFacts.NUMBERS) {
            long value = row.getLong(key);
            if (!row.wasNull()) {
                facts.put(key, value);
            }
        }
        return facts;
    }

    private static String idOf(ResultSet row) throws SQLException {
        return row.getObject("embedding_id", UUID.class).toString();
    }

    private static String signsOf(Embedding embedding) {
        float[] vector = embedding.vector();
        char[] signs = new char[vector.length];
        for (int i = 0; i < vector.length; i++) {
            signs[i] = vector[i] > 0 ? '1' : '0';
        }
        return new String(signs);
    }

    private static byte[] bytesOf(Embedding embedding) {
        float[] vector = embedding.vector();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static Embedding embeddingOf(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return new Embedding(vector);
    }
}
