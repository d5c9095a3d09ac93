package dev.daogou.knowledge.dense;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stores of vectors over one shop's own table have in common: all but how a vector is kept and found. */
abstract class PostgresDenseStore implements DenseStore {

    final NamedParameterJdbcTemplate template;
    final JdbcClient jdbc;
    final String partition;
    final int dimension;

    /**
     * @param partition the shop's own table
     */
    PostgresDenseStore(DataSource dataSource, String partition, int dimension) {
        this.template = new NamedParameterJdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.partition = partition;
        this.dimension = dimension;
    }

    /**
     * A column that is made of a vector.
     *
     * @param name what it is called
     * @param sentAs the type of its parameter
     * @param type its own type
     * @param values what is sent, an array
     */
    record Column(String name, String sentAs, String type, Object values) {}

    /** The columns that keep these vectors. */
    abstract List<Column> columns(List<Embedding> embeddings);

    /** How the column {@code embedding} is to be selected so that {@link #embeddingOf} can read it. */
    abstract String readableEmbedding();

    abstract Embedding embeddingOf(ResultSet row) throws SQLException;

    @Override
    public String add(Embedding embedding) {
        return addAll(List.of(embedding)).getFirst();
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
        for (Embedding embedding : embeddings) {
            if (embedding.dimension() != dimension) {
                throw new IllegalArgumentException(
                        "A vector of " + embedding.dimension() + " components where " + dimension + " are kept");
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        List<@Nullable Metadata> facts = ids.stream()
                .<@Nullable Metadata>map(id -> null)
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        String[] texts = new String[ids.size()];
        if (segments != null) {
            for (int i = 0; i < texts.length; i++) {
                facts.set(i, segments.get(i).metadata());
                texts[i] = segments.get(i).text();
            }
        }
        List<Column> columns = columns(embeddings);
        JdbcClient.StatementSpec insert = jdbc.sql(insertion(columns))
                .param("ids", ids.toArray(String[]::new))
                .param("texts", texts);
        for (Column column : columns) {
            insert = insert.param(column.name(), column.values());
        }
        for (String key : PassageFacts.TEXTS) {
            insert = insert.param(
                    key,
                    facts.stream()
                            .map(fact -> fact == null ? null : fact.getString(key))
                            .toArray(String[]::new));
        }
        for (String key : PassageFacts.NUMBERS) {
            insert = insert.param(
                    key,
                    facts.stream()
                            .map(fact -> fact == null ? null : fact.getLong(key))
                            .toArray(Long[]::new));
        }
        insert.update();
    }

    private String insertion(List<Column> columns) {
        return """
                insert into %s (embedding_id, text, source_id, kind, product_id, valid_from, valid_until, %s)
                select id, text, source_id, kind, product_id, valid_from, valid_until, %s
                from unnest(cast(:ids as uuid[]), cast(:texts as text[]), cast(:source_id as text[]),
                            cast(:kind as text[]), cast(:product_id as text[]), cast(:valid_from as bigint[]),
                            cast(:valid_until as bigint[]), %s)
                         as row (id, text, source_id, kind, product_id, valid_from, valid_until, %s)
                on conflict (embedding_id) do update
                set text = excluded.text, source_id = excluded.source_id, kind = excluded.kind,
                    product_id = excluded.product_id, valid_from = excluded.valid_from,
                    valid_until = excluded.valid_until, %s
                """.formatted(
                        partition,
                        each(columns, "%1$s"),
                        each(columns, "cast(%1$s as %3$s)"),
                        each(columns, "cast(:%1$s as %2$s[])"),
                        each(columns, "%1$s"),
                        each(columns, "%1$s = excluded.%1$s"));
    }

    private static String each(List<Column> columns, String written) {
        return columns.stream()
                .map(column -> written.formatted(column.name(), column.sentAs(), column.type()))
                .collect(Collectors.joining(", "));
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
        List<Near> near = nearest(request.queryEmbedding(), request.maxResults(), request.filter());
        Map<String, EmbeddingMatch<TextSegment>> read = new HashMap<>();
        if (!near.isEmpty()) {
            jdbc.sql("""
                    select embedding_id, %s as embedding, text, source_id, kind, product_id, valid_from, valid_until
                    from %s
                    where embedding_id = any (cast(:ids as uuid[]))
                    """.formatted(readableEmbedding(), partition))
                    .param("ids", near.stream().map(Near::id).toArray(String[]::new))
                    .query((row, number) ->
                            read.put(idOf(row), new EmbeddingMatch<>(0.0, idOf(row), embeddingOf(row), segmentOf(row))))
                    .list();
        }
        return new EmbeddingSearchResult<>(near.stream()
                .filter(found -> read.containsKey(found.id()))
                .map(found -> {
                    EmbeddingMatch<TextSegment> match = Objects.requireNonNull(read.get(found.id()));
                    return new EmbeddingMatch<>(
                            RelevanceScore.fromCosineSimilarity(found.cosine()),
                            found.id(),
                            match.embedding(),
                            match.embedded());
                })
                .filter(match -> match.score() >= request.minScore())
                .toList());
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

    private static @Nullable TextSegment segmentOf(ResultSet row) throws SQLException {
        String text = row.getString("text");
        return text == null ? null : TextSegment.from(text, factsOf(row));
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

    static String idOf(ResultSet row) throws SQLException {
        return row.getObject("embedding_id", UUID.class).toString();
    }
}
