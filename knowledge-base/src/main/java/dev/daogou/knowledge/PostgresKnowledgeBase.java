package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.lexical.LexicalHit;
import dev.daogou.knowledge.lexical.PassageWords;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The knowledge of all shops in PostgreSQL: passages and their words in its own tables, vectors in a {@link DenseStore}. */
class PostgresKnowledgeBase implements KnowledgeBase {

    /** How many the two rankings each bring forward to be weighed against each other. */
    private static final int CANDIDATES = 40;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate template;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final Embedders embedders;
    private final DenseStores stores;
    private final PassageWords words;
    private final Clock clock;

    PostgresKnowledgeBase(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Embedders embedders,
            DenseStores stores,
            PassageWords words,
            Clock clock) {
        this.template = new NamedParameterJdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        this.embedders = embedders;
        this.stores = stores;
        this.words = words;
        this.clock = clock;
    }

    private record Room(
            String shop,
            EmbeddingSignature signature,
            StoreKind store,
            String densePartition,
            String ownTables,
            PassageWords.Size size) {}

    @Override
    public void openShop(String shop, Language language) {
        if (roomOf(shop).isPresent()) {
            return;
        }
        EmbeddingSignature signature = embedders.forNewShop(language).signature();
        StoreKind kind = stores.forNewShop();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('daogou knowledge shops', 0))")
                    .query((row, number) -> number)
                    .list();
            if (roomOf(shop).isPresent()) {
                return;
            }
            String partition = stores.makeRoom(kind, signature, shop);
            String ownTables = partition.substring("vectors_".length());
            for (String table : List.of("passages", "passage_words")) {
                makePartition(table, table + "_" + ownTables, shop);
            }
            jdbc.sql("""
                    insert into knowledge_shops
                        (shop_id, language, model, dimension, dense_store, dense_partition, own_tables)
                    values (:shop, :language, :model, :dimension, :store, :partition, :ownTables)
                    """)
                    .param("shop", shop)
                    .param("language", language.code())
                    .param("model", signature.model())
                    .param("dimension", signature.dimension())
                    .param("store", kind.storedName())
                    .param("partition", partition)
                    .param("ownTables", ownTables)
                    .update();
        });
    }

    /** Made apart and then attached, as that does not lock other shops out. */
    private void makePartition(String table, String partition, String shop) {
        execute("select format('create table %I (like %I including all)', :partition, :table)", table, partition, shop);
        execute(
                "select format('alter table %I attach partition %I for values in (%L)', :table, :partition, :shop)",
                table, partition, shop);
    }

    private void execute(String written, String table, String partition, String shop) {
        String statement = jdbc.sql(written)
                .param("table", table)
                .param("partition", partition)
                .param("shop", shop)
                .query(String.class)
                .single();
        template.getJdbcOperations().execute(statement);
    }

    @Override
    public void dropShop(String shop) {
        transaction.executeWithoutResult(status -> lockedRoomOf(shop).ifPresent(room -> {
            stores.drop(room.densePartition());
            for (String table : List.of("passages", "passage_words")) {
                execute("select format('drop table %I', :partition)", table, table + "_" + room.ownTables(), shop);
            }
            jdbc.sql("delete from knowledge_shops where shop_id = :shop")
                    .param("shop", shop)
                    .update();
        }));
    }

    @Override
    public void replace(String shop, List<SourceContent> contents) {
        Room known = room(shop);
        Set<String> sourceIds = new HashSet<>();
        List<Piece> pieces = new ArrayList<>();
        for (SourceContent content : contents) {
            Source source = content.source();
            if (!source.shop().equals(shop)) {
                throw new IllegalArgumentException(
                        "Source " + source.sourceId() + " belongs to " + source.shop() + ", not to " + shop);
            }
            if (!sourceIds.add(source.sourceId())) {
                throw new IllegalArgumentException("Source " + source.sourceId() + " is given twice");
            }
            int ordinal = 0;
            for (PassageDraft draft : content.passages()) {
                pieces.add(Piece.of(source, ordinal++, draft));
            }
        }
        List<Embedding> vectors = embedders
                .forSignature(known.signature())
                .embed(pieces.stream().map(Piece::embeddedText).toList());
        transaction.executeWithoutResult(status -> {
            Room room = lockedRoomOf(shop).orElseThrow(() -> unopened(shop));
            if (!room.signature().equals(known.signature())) {
                throw new IllegalStateException("The embedding model of shop " + shop + " was changed meanwhile");
            }
            DenseStore store = storeOf(room);
            forget(room, store, sourceIds);
            writeSources(contents);
            writePassages(pieces);
            words.add(shop, pieces.stream().map(Piece::counted).toList());
            if (!pieces.isEmpty()) {
                store.addAll(
                        pieces.stream().map(Piece::passageId).toList(),
                        vectors,
                        pieces.stream().map(Piece::segment).toList());
            }
            grow(
                    shop,
                    pieces.size(),
                    pieces.stream().mapToLong(piece -> piece.counted().length()).sum());
            store.settle();
        });
    }

    /** A passage on its way into the tables. */
    private record Piece(
            Source source,
            String passageId,
            int ordinal,
            String titlePath,
            String text,
            String embeddedText,
            PassageWords.Counted counted) {

        static Piece of(Source source, int ordinal, PassageDraft draft) {
            String id = UUID.randomUUID().toString();
            String text = storable(draft.text());
            String titlePath = storable(draft.titlePath());
            String embedded = draft.embeddedText().isBlank() ? text : storable(draft.embeddedText());
            return new Piece(
                    source,
                    id,
                    ordinal,
                    titlePath,
                    text,
                    embedded,
                    PassageWords.Counted.of(id, source.title() + "\n" + titlePath + "\n" + text));
        }

        TextSegment segment() {
            return TextSegment.from(
                    embeddedText,
                    PassageFacts.of(
                            source.sourceId(),
                            source.kind().wireName(),
                            source.productId(),
                            inCalendar(source.validFrom()),
                            inCalendar(source.validUntil())));
        }

        /** PostgreSQL's text holds every character but this one. */
        private static String storable(String text) {
            return text.replace("\u0000", "");
        }
    }

    @Override
    public void remove(String shop, List<String> sourceIds) {
        if (sourceIds.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            Room room = lockedRoomOf(shop).orElseThrow(() -> unopened(shop));
            forget(room, storeOf(room), Set.copyOf(sourceIds));
        });
    }

    private void forget(Room room, DenseStore store, Set<String> sourceIds) {
        if (sourceIds.isEmpty()) {
            return;
        }
        String[] ids = sourceIds.toArray(String[]::new);
        List<String> gone = jdbc.sql("""
                delete from passages where shop_id = :shop and source_id = any (cast(:sources as text[]))
                returning passage_id
                """)
                .param("shop", room.shop())
                .param("sources", ids)
                .query((row, number) -> idOf(row))
                .list();
        if (!gone.isEmpty()) {
            long length = words.remove(room.shop(), gone);
            store.removeAll(PassageFacts.ofSources(sourceIds));
            grow(room.shop(), -gone.size(), -length);
        }
        jdbc.sql("delete from knowledge_sources where shop_id = :shop and source_id = any (cast(:sources as text[]))")
                .param("shop", room.shop())
                .param("sources", ids)
                .update();
    }

    private void grow(String shop, long passages, long length) {
        jdbc.sql("""
                update knowledge_shops set passages = passages + :passages, words = words + :words
                where shop_id = :shop
                """)
                .param("passages", passages)
                .param("words", length)
                .param("shop", shop)
                .update();
    }

    private void writeSources(List<SourceContent> contents) {
        template.batchUpdate(
                """
                insert into knowledge_sources
                    (shop_id, source_id, kind, title, product_id, url, valid_from, valid_until)
                values (:shop, :source, :kind, :title, :product, :url, :from, :until)
                """,
                contents.stream()
                        .map(content -> ofSource(content.source())
                                .addValue("title", content.source().title())
                                .addValue("url", content.source().url()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private void writePassages(List<Piece> pieces) {
        template.batchUpdate(
                """
                insert into passages
                    (shop_id, passage_id, source_id, ordinal, title_path, text, kind, product_id, valid_from, valid_until)
                values (:shop, :passage, :source, :ordinal, :titlePath, :text, :kind, :product, :from, :until)
                """,
                pieces.stream()
                        .map(piece -> ofSource(piece.source())
                                .addValue("passage", UUID.fromString(piece.passageId()))
                                .addValue("ordinal", piece.ordinal())
                                .addValue("titlePath", piece.titlePath())
                                .addValue("text", piece.text()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource ofSource(Source source) {
        return new MapSqlParameterSource()
                .addValue("shop", source.shop())
                .addValue("source", source.sourceId())
                .addValue("kind", source.kind().wireName())
                .addValue("product", source.productId())
                .addValue("from", atUtc(source.validFrom()))
                .addValue("until", atUtc(source.validUntil()));
    }

    @Override
    public SearchResult search(SearchQuery query) {
        EmbeddingSignature signature = room(query.shop()).signature();
        Embedding question = embedders.forSignature(signature).embedQuery(query.text());
        return fromOneSnapshot(() -> {
            Room room = room(query.shop());
            if (!room.signature().equals(signature)) {
                throw new IllegalStateException(
                        "The embedding model of shop " + query.shop() + " was changed meanwhile");
            }
            return search(room, query, question);
        });
    }

    /** A search asks the database several times; what is replaced in between must not show. */
    private <T> T fromOneSnapshot(Supplier<T> reading) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return reading.get();
        }
        return Objects.requireNonNull(snapshot.execute(status -> {
            jdbc.sql("set transaction isolation level repeatable read").update();
            return reading.get();
        }));
    }

    private SearchResult search(Room room, SearchQuery query, Embedding question) {
        Instant now = clock.instant();
        List<String> kinds = query.kinds().stream().map(PassageKind::wireName).toList();
        int wanted = Math.max(CANDIDATES, query.limit());

        DenseStore store = storeOf(room);
        List<EmbeddingMatch<TextSegment>> near = store.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(question)
                        .maxResults(wanted)
                        .filter(PassageFacts.validAt(now, kinds, query.productId()))
                        .build())
                .matches();
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (int i = 0; i < near.size(); i++) {
            EmbeddingMatch<TextSegment> match = near.get(i);
            candidates.put(
                    match.embeddingId(),
                    new Candidate(
                            match.embeddingId(), CosineSimilarity.fromRelevanceScore(match.score()), i + 1, null));
        }
        List<LexicalHit> worded = words.rank(
                query.shop(),
                room.size(),
                query.text(),
                new PassageWords.Only(kinds, query.productId(), now),
                wanted,
                List.copyOf(candidates.keySet()));
        Map<String, Double> cosines = store.cosines(
                question,
                worded.stream()
                        .map(LexicalHit::passageId)
                        .filter(id -> !candidates.containsKey(id))
                        .toList());
        for (LexicalHit hit : worded) {
            Candidate known = candidates.get(hit.passageId());
            Double cosine = cosines.get(hit.passageId());
            if (known != null) {
                candidates.put(hit.passageId(), known.with(hit));
            } else if (cosine != null) {
                candidates.put(hit.passageId(), new Candidate(hit.passageId(), cosine, null, hit));
            }
        }
        Weighing weighing = Weighing.of(room.signature());
        List<Candidate> best = candidates.values().stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) -> candidate.score(weighing))
                        .reversed())
                .limit(query.limit())
                .toList();
        boolean nothingRelevant =
                best.stream().noneMatch(candidate -> weighing.speaksOfIt(candidate.cosine(), candidate.words()));
        return new SearchResult(read(query.shop(), best, wanted, weighing), nothingRelevant);
    }

    private record Candidate(
            String passageId,
            double cosine,
            @Nullable Integer denseRank,
            @Nullable LexicalHit words) {

        Candidate with(LexicalHit hit) {
            return new Candidate(passageId, cosine, denseRank, hit);
        }

        double score(Weighing weighing) {
            return weighing.score(cosine, words);
        }
    }

    private List<Hit> read(String shop, List<Candidate> best, int ranked, Weighing weighing) {
        Map<String, Passage> passages = new HashMap<>();
        if (!best.isEmpty()) {
            jdbc.sql("""
                    select p.passage_id, p.ordinal, p.title_path, p.text,
                           s.source_id, s.kind, s.title, s.product_id, s.url, s.valid_from, s.valid_until
                    from passages p
                    join knowledge_sources s on s.shop_id = p.shop_id and s.source_id = p.source_id
                    where p.shop_id = :shop and p.passage_id = any (cast(:ids as uuid[]))
                    """)
                    .param("shop", shop)
                    .param("ids", best.stream().map(Candidate::passageId).toArray(String[]::new))
                    .query((row, number) -> {
                        Passage passage = passageOf(shop, row);
                        return passages.put(passage.passageId(), passage);
                    })
                    .list();
        }
        List<Hit> hits = new ArrayList<>();
        for (Candidate candidate : best) {
            Passage passage = passages.get(candidate.passageId());
            // A replacement may have come in between.
            if (passage != null) {
                LexicalHit hit = candidate.words();
                hits.add(new Hit(
                        passage,
                        candidate.score(weighing),
                        candidate.cosine(),
                        candidate.denseRank(),
                        hit == null || hit.rank() > ranked ? null : hit.rank()));
            }
        }
        return hits;
    }

    @Override
    public List<Passage> passagesOf(String shop, String sourceId) {
        return jdbc.sql("""
                select p.passage_id, p.ordinal, p.title_path, p.text,
                       s.source_id, s.kind, s.title, s.product_id, s.url, s.valid_from, s.valid_until
                from passages p
                join knowledge_sources s on s.shop_id = p.shop_id and s.source_id = p.source_id
                where p.shop_id = :shop and p.source_id = :source
                order by p.ordinal
                """)
                .param("shop", shop)
                .param("source", sourceId)
                .query((row, number) -> passageOf(shop, row))
                .list();
    }

    @Override
    public KnowledgeStatus status(String shop) {
        Room room = room(shop);
        long sources = jdbc.sql("select count(*) from knowledge_sources where shop_id = :shop")
                .param("shop", shop)
                .query(Long.class)
                .single();
        return new KnowledgeStatus(sources, room.size().passages(), room.signature());
    }

    @Override
    public List<Embedding> embed(String shop, List<String> texts) {
        return embedders.forSignature(room(shop).signature()).embed(texts);
    }

    @Override
    public List<Embedding> embed(Language language, List<String> texts) {
        return embedders.forNewShop(language).embed(texts);
    }

    private DenseStore storeOf(Room room) {
        return stores.of(room.store(), room.densePartition(), room.signature().dimension());
    }

    private Room room(String shop) {
        return roomOf(shop).orElseThrow(() -> unopened(shop));
    }

    private static IllegalArgumentException unopened(String shop) {
        return new IllegalArgumentException("Shop '" + shop + "' has no room for knowledge; open it first");
    }

    private Optional<Room> roomOf(String shop) {
        return jdbc.sql("""
                select shop_id, model, dimension, dense_store, dense_partition, own_tables, passages, words
                from knowledge_shops
                where shop_id = :shop
                """)
                .param("shop", shop)
                .query((row, number) -> roomOf(row))
                .optional();
    }

    /** One writer a shop at a time. */
    private Optional<Room> lockedRoomOf(String shop) {
        return jdbc.sql("""
                select shop_id, model, dimension, dense_store, dense_partition, own_tables, passages, words
                from knowledge_shops
                where shop_id = :shop
                for update
                """)
                .param("shop", shop)
                .query((row, number) -> roomOf(row))
                .optional();
    }

    private static Room roomOf(ResultSet row) throws SQLException {
        return new Room(
                row.getString("shop_id"),
                new EmbeddingSignature(row.getString("model"), row.getInt("dimension")),
                StoreKind.of(row.getString("dense_store")),
                row.getString("dense_partition"),
                row.getString("own_tables"),
                new PassageWords.Size(row.getLong("passages"), row.getLong("words")));
    }

    private static Passage passageOf(String shop, ResultSet row) throws SQLException {
        Source source = new Source(
                shop,
                row.getString("source_id"),
                PassageKind.of(row.getString("kind")),
                row.getString("title"),
                row.getString("product_id"),
                row.getString("url"),
                instantOf(row, "valid_from"),
                instantOf(row, "valid_until"));
        return new Passage(
                idOf(row), source, row.getInt("ordinal"), row.getString("title_path"), row.getString("text"));
    }

    private static String idOf(ResultSet row) throws SQLException {
        return Objects.requireNonNull(row.getObject("passage_id", UUID.class)).toString();
    }

    private static @Nullable Instant instantOf(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime atUtc(@Nullable Instant instant) {
        Instant stored = inCalendar(instant);
        return stored == null ? null : stored.atOffset(ZoneOffset.UTC);
    }

    /** An instant that means "always" or "never" may be beyond the calendar of the database. */
    private static @Nullable Instant inCalendar(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }
}
