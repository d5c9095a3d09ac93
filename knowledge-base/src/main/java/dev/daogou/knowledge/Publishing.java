package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.embedding.Embedder;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.lexical.PassageWords;
import dev.daogou.knowledge.lexical.ShopNames;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The writing side: makes sources consist of given passages, wholly or not at all. */
class Publishing {

    /** Long enough to keep all threads busy, short enough to tell of progress. */
    private static final int EMBEDDED_AT_ONCE = 64;

    private static final int ROWS_AT_ONCE = 1_000;

    private final ShopRooms rooms;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate template;
    private final TransactionTemplate transaction;
    private final Embedders embedders;
    private final PassageWords words;

    Publishing(
            ShopRooms rooms,
            NamedParameterJdbcTemplate template,
            TransactionTemplate transaction,
            Embedders embedders,
            PassageWords words) {
        this.rooms = rooms;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.embedders = embedders;
        this.words = words;
    }

    /** What {@link #prepare} made, until {@link #publish} writes it. */
    private record Prepared(
            String shop,
            EmbeddingSignature model,
            List<SourceContent> contents,
            Set<String> sourceIds,
            Map<String, Set<String>> names,
            List<Piece> pieces,
            List<Embedding> vectors)
            implements EmbeddedSources {

        @Override
        public int passages() {
            return pieces.size();
        }
    }

    EmbeddedSources prepare(String shop, List<SourceContent> contents, IntConsumer embedded) {
        ShopRoom room = rooms.room(shop);
        EmbeddingSignature model = room.vectors().signature();
        Map<String, Set<String>> namedBy = new LinkedHashMap<>();
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
            namedBy.put(source.sourceId(), ShopNames.namedBy(source.title(), content.names()));
        }
        ShopNames names = words.names(room.tables())
                .and(namedBy.values().stream().flatMap(Set::stream).toList());
        for (SourceContent content : contents) {
            int ordinal = 0;
            for (PassageDraft draft : content.passages()) {
                pieces.add(Piece.of(content.source(), ordinal++, draft, names));
            }
        }
        return new Prepared(
                shop,
                model,
                contents,
                sourceIds,
                namedBy,
                pieces,
                embed(embedders.forSignature(model), pieces, embedded));
    }

    private static List<Embedding> embed(Embedder embedder, List<Piece> pieces, IntConsumer embedded) {
        List<Embedding> vectors = new ArrayList<>(pieces.size());
        for (int from = 0; from < pieces.size(); from += EMBEDDED_AT_ONCE) {
            List<Piece> some = pieces.subList(from, Math.min(from + EMBEDDED_AT_ONCE, pieces.size()));
            vectors.addAll(embedder.embed(some.stream().map(Piece::embeddedText).toList()));
            embedded.accept(vectors.size());
        }
        return vectors;
    }

    void publish(EmbeddedSources sources) {
        if (!(sources instanceof Prepared prepared)) {
            throw new IllegalArgumentException("Not prepared here: " + sources);
        }
        String shop = prepared.shop();
        List<Piece> pieces = prepared.pieces();
        transaction.executeWithoutResult(status -> {
            ShopRoom room = rooms.lockedRoom(shop);
            if (!room.vectors().signature().equals(prepared.model())) {
                throw new EmbeddingModelChanged(shop);
            }
            Map<String, Integer> names = forget(room, prepared.sourceIds());
            prepared.names().values().forEach(some -> some.forEach(name -> names.merge(name, 1, Integer::sum)));
            words.changeNames(room.tables(), names);
            DenseStore store = rooms.storeOf(room.vectors());
            writeSources(prepared);
            int firstNumber = rooms.numbersFor(shop, pieces.size());
            writePassages(shop, pieces, firstNumber);
            words.add(
                    room.tables(),
                    firstNumber,
                    pieces.stream().map(Piece::counted).toList());
            if (!pieces.isEmpty()) {
                store.addAll(
                        pieces.stream().map(Piece::passageId).toList(),
                        prepared.vectors(),
                        pieces.stream().map(Piece::segment).toList());
            }
            rooms.grow(
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
            @Nullable String joint,
            PassageWords.Counted counted) {

        static Piece of(Source source, int ordinal, PassageDraft draft, ShopNames names) {
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
                    draft.joint(),
                    PassageWords.Counted.of(readOnce(source.title(), titlePath, text), names));
        }

        /** The titles and the text: what already begins with a title does not count it twice. */
        private static String readOnce(String title, String titlePath, String text) {
            String below = text.startsWith(titlePath) ? text : titlePath + "\n" + text;
            return titlePath.contains(title) || below.startsWith(title) ? below : title + "\n" + below;
        }

        TextSegment segment() {
            return TextSegment.from(
                    embeddedText,
                    PassageFacts.of(
                            source.sourceId(),
                            source.kind().wireName(),
                            source.productId(),
                            PassageRows.inCalendar(source.validFrom()),
                            PassageRows.inCalendar(source.validUntil())));
        }

        /** PostgreSQL's text holds every character but this one. */
        private static String storable(String text) {
            return text.replace("\u0000", "");
        }
    }

    void remove(String shop, List<String> sourceIds) {
        if (sourceIds.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            ShopRoom room = rooms.lockedRoom(shop);
            words.changeNames(room.tables(), forget(room, Set.copyOf(sourceIds)));
        });
    }

    /** Removes sources; returns how many fewer give which name. */
    private Map<String, Integer> forget(ShopRoom room, Set<String> sourceIds) {
        Map<String, Integer> names = new HashMap<>();
        if (sourceIds.isEmpty()) {
            return names;
        }
        String[] ids = sourceIds.toArray(String[]::new);
        List<Integer> gone = jdbc.sql("""
                delete from passages where shop_id = :shop and source_id = any (cast(:sources as text[]))
                returning number
                """)
                .param("shop", room.shop())
                .param("sources", ids)
                .query(Integer.class)
                .list();
        if (!gone.isEmpty()) {
            long length = words.remove(room.tables(), gone);
            for (Vectors vectors : ShopRooms.tablesOf(room)) {
                rooms.storeOf(vectors).removeAll(PassageFacts.ofSources(sourceIds));
            }
            rooms.grow(room.shop(), -gone.size(), -length);
        }
        jdbc.sql("""
                with gone as (
                    delete from knowledge_sources
                    where shop_id = :shop and source_id = any (cast(:sources as text[]))
                    returning names
                )
                select unnest(names) from gone
                """)
                .param("shop", room.shop())
                .param("sources", ids)
                .query(String.class)
                .list()
                .forEach(name -> names.merge(name, -1, Integer::sum));
        return names;
    }

    private void writeSources(Prepared prepared) {
        template.batchUpdate(
                """
                insert into knowledge_sources
                    (shop_id, source_id, kind, title, product_id, url, valid_from, valid_until, names)
                values (:shop, :source, :kind, :title, :product, :url, :from, :until, cast(:names as text[]))
                """,
                prepared.contents().stream()
                        .map(content -> ofSource(content.source())
                                .addValue("title", content.source().title())
                                .addValue("url", content.source().url())
                                .addValue("names", namesOf(prepared, content.source())))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private static String[] namesOf(Prepared prepared, Source source) {
        return prepared.names().getOrDefault(source.sourceId(), Set.of()).toArray(String[]::new);
    }

    private void writePassages(String shop, List<Piece> pieces, int firstNumber) {
        for (int from = 0; from < pieces.size(); from += ROWS_AT_ONCE) {
            List<Piece> rows = pieces.subList(from, Math.min(from + ROWS_AT_ONCE, pieces.size()));
            jdbc.sql("""
                    insert into passages
                        (shop_id, number, passage_id, source_id, ordinal, title_path, text, embedded_text, joint, kind,
                         product_id, valid_from, valid_until)
                    select :shop, :first + place - 1, passage_id, source_id, ordinal, title_path, text, embedded_text,
                           joint, kind, product_id, valid_from, valid_until
                    from unnest(cast(:ids as uuid[]), cast(:sources as text[]), cast(:ordinals as int[]),
                                cast(:titlePaths as text[]), cast(:texts as text[]), cast(:embeddedTexts as text[]), cast(:joints as text[]),
                                cast(:kinds as text[]), cast(:products as text[]), cast(:from as timestamptz[]),
                                cast(:until as timestamptz[]))
                             with ordinality
                             as row (passage_id, source_id, ordinal, title_path, text, embedded_text, joint, kind,
                                     product_id, valid_from, valid_until, place)
                    """)
                    .param("shop", shop)
                    .param("first", firstNumber + from)
                    .param("ids", texts(rows, Piece::passageId))
                    .param("sources", texts(rows, piece -> piece.source().sourceId()))
                    .param("ordinals", rows.stream().map(Piece::ordinal).toArray(Integer[]::new))
                    .param("titlePaths", texts(rows, Piece::titlePath))
                    .param("texts", texts(rows, Piece::text))
                    .param("embeddedTexts", texts(rows, Piece::embeddedText))
                    .param("joints", texts(rows, Piece::joint))
                    .param("kinds", texts(rows, piece -> piece.source().kind().wireName()))
                    .param("products", texts(rows, piece -> piece.source().productId()))
                    .param("from", texts(rows, piece -> written(piece.source().validFrom())))
                    .param("until", texts(rows, piece -> written(piece.source().validUntil())))
                    .update();
        }
    }

    private static String[] texts(List<Piece> pieces, Function<Piece, @Nullable String> value) {
        return pieces.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable String written(@Nullable Instant instant) {
        OffsetDateTime time = PassageRows.atUtc(instant);
        return time == null ? null : time.toString();
    }

    private static MapSqlParameterSource ofSource(Source source) {
        return new MapSqlParameterSource()
                .addValue("shop", source.shop())
                .addValue("source", source.sourceId())
                .addValue("kind", source.kind().wireName())
                .addValue("product", source.productId())
                .addValue("from", PassageRows.atUtc(source.validFrom()))
                .addValue("until", PassageRows.atUtc(source.validUntil()));
    }
}
