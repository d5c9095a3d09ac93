package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.lexical.PassageWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which shops have published knowledge, with which model, and where their rows are. */
class ShopRooms {

    /** The tables of which every shop has a partition of its own. */
    private static final List<String> OWN_TABLES = List.of("passages", "passage_words", "shop_words");

    private static final String ROOM = """
            select shop_id, model, dimension, dense_store, dense_partition,
                   next_model, next_dimension, next_dense_store, next_dense_partition,
                   own_tables, passages, words, names
            from knowledge_shops
            where shop_id = :shop
            """;

    private final NamedParameterJdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Embedders embedders;
    private final DenseStores stores;

    ShopRooms(
            NamedParameterJdbcTemplate template,
            TransactionTemplate transaction,
            Embedders embedders,
            DenseStores stores) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.embedders = embedders;
        this.stores = stores;
    }

    void open(String shop, Language language) {
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
            for (String table : OWN_TABLES) {
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
        // Without parameters, as a quoted shop id may hold what looks like one.
        template.getJdbcOperations().execute(statement);
    }

    void drop(String shop) {
        transaction.executeWithoutResult(status -> lockedRoomOf(shop).ifPresent(room -> {
            for (Vectors vectors : tablesOf(room)) {
                stores.drop(vectors.partition());
            }
            for (String table : OWN_TABLES) {
                execute("select format('drop table %I', :partition)", table, table + "_" + room.ownTables(), shop);
            }
            jdbc.sql("delete from knowledge_shops where shop_id = :shop")
                    .param("shop", shop)
                    .update();
        }));
    }

    ShopRoom room(String shop) {
        return roomOf(shop).orElseThrow(() -> unopened(shop));
    }

    /** The room of the shop, and from now on the transaction that has just begun sees the database as it is now. */
    ShopRoom roomOfNewSnapshot(String shop) {
        return Objects.requireNonNull(template.execute(
                "set transaction isolation level repeatable read;\n" + ROOM, Map.of("shop", shop), statement -> {
                    statement.execute();
                    statement.getMoreResults();
                    try (ResultSet row = statement.getResultSet()) {
                        if (!row.next()) {
                            throw unopened(shop);
                        }
                        return roomOf(row);
                    }
                }));
    }

    /** The room of the shop, locked until the transaction ends: one writer a shop at a time. */
    ShopRoom lockedRoom(String shop) {
        return lockedRoomOf(shop).orElseThrow(() -> unopened(shop));
    }

    Language languageOf(String shop) {
        return jdbc.sql("select language from knowledge_shops where shop_id = :shop")
                .param("shop", shop)
                .query(String.class)
                .optional()
                .map(Language::of)
                .orElseThrow(() -> unopened(shop));
    }

    DenseStore storeOf(Vectors vectors) {
        return stores.of(
                vectors.store(), vectors.partition(), vectors.signature().dimension());
    }

    /** The tables of vectors a shop has: the one in use, and the one it moves to. */
    static List<Vectors> tablesOf(ShopRoom room) {
        return Stream.of(room.vectors(), room.next()).filter(Objects::nonNull).toList();
    }

    /** Says where a shop moves to; null for nowhere. */
    void moveNextTo(String shop, @Nullable Vectors next) {
        jdbc.sql("""
                update knowledge_shops
                set next_model = :model, next_dimension = :dimension, next_dense_store = :store,
                    next_dense_partition = :partition
                where shop_id = :shop
                """)
                .param("model", next == null ? null : next.signature().model())
                .param("dimension", next == null ? null : next.signature().dimension())
                .param("store", next == null ? null : next.store().storedName())
                .param("partition", next == null ? null : next.partition())
                .param("shop", shop)
                .update();
    }

    /** From now on the shop's vectors are those it was moving to. */
    void arriveAtNext(String shop) {
        jdbc.sql("""
                update knowledge_shops
                set model = next_model, dimension = next_dimension, dense_store = next_dense_store,
                    dense_partition = next_dense_partition,
                    next_model = null, next_dimension = null, next_dense_store = null, next_dense_partition = null
                where shop_id = :shop
                """).param("shop", shop).update();
    }

    /** Numbers for so many new passages of a locked shop; returns the first of them. */
    int numbersFor(String shop, int passages) {
        return jdbc.sql("""
                update knowledge_shops set numbered = numbered + :passages
                where shop_id = :shop
                returning numbered - :passages + 1
                """)
                .param("passages", passages)
                .param("shop", shop)
                .query(Integer.class)
                .single();
    }

    void grow(String shop, long passages, long length) {
        jdbc.sql("""
                update knowledge_shops set passages = passages + :passages, words = words + :words
                where shop_id = :shop
                """)
                .param("passages", passages)
                .param("words", length)
                .param("shop", shop)
                .update();
    }

    private static IllegalArgumentException unopened(String shop) {
        return new IllegalArgumentException("Shop '" + shop + "' has no room for knowledge; open it first");
    }

    private Optional<ShopRoom> roomOf(String shop) {
        return jdbc.sql(ROOM)
                .param("shop", shop)
                .query((row, number) -> roomOf(row))
                .optional();
    }

    private Optional<ShopRoom> lockedRoomOf(String shop) {
        return jdbc.sql(ROOM + " for no key update")
                .param("shop", shop)
                .query((row, number) -> roomOf(row))
                .optional();
    }

    private static ShopRoom roomOf(ResultSet row) throws SQLException {
        return new ShopRoom(
                row.getString("shop_id"),
                vectors(row, ""),
                row.getString("next_model") == null ? null : vectors(row, "next_"),
                row.getString("own_tables"),
                new PassageWords.Size(row.getLong("passages"), row.getLong("words")),
                row.getObject("names", UUID.class));
    }

    private static Vectors vectors(ResultSet row, String prefix) throws SQLException {
        return new Vectors(
                new EmbeddingSignature(row.getString(prefix + "model"), row.getInt(prefix + "dimension")),
                StoreKind.of(row.getString(prefix + "dense_store")),
                row.getString(prefix + "dense_partition"));
    }
}
