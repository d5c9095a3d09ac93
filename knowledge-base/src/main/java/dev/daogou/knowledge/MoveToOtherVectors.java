package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.Embedders;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a second table of vectors beside the one in use. Whoever publishes meanwhile need not know: a passage never changes
 * under its id, so what is still missing is always the difference of ids, and the last few are made up for while nobody
 * can publish.
 */
class MoveToOtherVectors implements Reindexing {

    private static final Logger log = LoggerFactory.getLogger(MoveToOtherVectors.class);

    /** How many passages are embedded between two looks at the database. */
    private static final int PIECE = 256;

    /** So few may still be missing for the last step, during which nobody can publish. */
    private static final int LAST_FEW = 32;

    private static final UUID FIRST = new UUID(0, 0);

    private final ShopRooms rooms;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Embedders embedders;
    private final DenseStores stores;

    MoveToOtherVectors(
            ShopRooms rooms,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Embedders embedders,
            DenseStores stores) {
        this.rooms = rooms;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.embedders = embedders;
        this.stores = stores;
    }

    @Override
    public List<EmbeddingSignature> models() {
        return embedders.usable();
    }

    @Override
    public EmbeddingSignature usualModel(String shop) {
        return embedders.forNewShop(rooms.languageOf(shop)).signature();
    }

    @Override
    public boolean plan(String shop, EmbeddingSignature model) {
        EmbeddingSignature usable = embedders.forSignature(model).signature();
        StoreKind kind = stores.forNewShop();
        return Objects.requireNonNull(transaction.execute(status -> {
            ShopRoom room = rooms.lockedRoom(shop);
            Vectors next = room.next();
            if (next != null && next.signature().equals(usable) && next.store() == kind) {
                return true;
            }
            if (next != null) {
                stores.drop(next.partition());
            }
            boolean isThereAlready =
                    room.vectors().signature().equals(usable) && room.vectors().store() == kind;
            rooms.moveNextTo(
                    shop, isThereAlready ? null : new Vectors(usable, kind, stores.makeRoom(kind, usable, shop)));
            return !isThereAlready;
        }));
    }

    @Override
    public void carryOut(String shop) {
        UUID after = FIRST;
        while (true) {
            Vectors next = rooms.room(shop).next();
            if (next == null) {
                return;
            }
            List<Unmoved> piece = passagesAfter(shop, after);
            if (!piece.isEmpty()) {
                after = piece.getLast().passageId();
                move(shop, next, missing(next, piece));
            } else if (arrived(shop, next)) {
                log.info("The knowledge of {} has moved to {}", shop, next.signature());
                return;
            } else {
                after = FIRST;
            }
        }
    }

    @Override
    public Optional<Progress> progress(String shop) {
        ShopRoom room = rooms.room(shop);
        Vectors next = room.next();
        return next == null
                ? Optional.empty()
                : Optional.of(new Progress(
                        next.signature(),
                        rooms.storeOf(next).size(),
                        room.size().passages()));
    }

    /** A passage as the move sees it. */
    private record Unmoved(UUID passageId, TextSegment segment) {}

    private List<Unmoved> passagesAfter(String shop, UUID after) {
        return jdbc.sql("""
                select passage_id, embedded_text, source_id, kind, product_id, valid_from, valid_until
                from passages
                where shop_id = :shop and passage_id > :after
                order by passage_id
                limit :limit
                """)
                .param("shop", shop)
                .param("after", after)
                .param("limit", PIECE)
                .query((row, number) -> unmoved(row))
                .list();
    }

    private static Unmoved unmoved(ResultSet row) throws SQLException {
        return new Unmoved(
                row.getObject("passage_id", UUID.class),
                TextSegment.from(
                        row.getString("embedded_text"),
                        PassageFacts.of(
                                row.getString("source_id"),
                                row.getString("kind"),
                                row.getString("product_id"),
                                PassageRows.instantOf(row, "valid_from"),
                                PassageRows.instantOf(row, "valid_until"))));
    }

    private Set<UUID> stillThere(String shop, List<Unmoved> passages) {
        return Set.copyOf(jdbc.sql("""
                select passage_id from passages
                where shop_id = :shop and passage_id = any (cast(:ids as uuid[]))
                """)
                .param("shop", shop)
                .param("ids", ids(passages).toArray(String[]::new))
                .query(UUID.class)
                .list());
    }

    private List<Unmoved> missing(Vectors next, List<Unmoved> passages) {
        Set<String> kept = rooms.storeOf(next).kept(ids(passages));
        return passages.stream()
                .filter(passage -> !kept.contains(passage.passageId().toString()))
                .toList();
    }

    private void move(String shop, Vectors next, List<Unmoved> passages) {
        if (passages.isEmpty()) {
            return;
        }
        List<Embedding> vectors = embed(next, passages);
        transaction.executeWithoutResult(status -> {
            if (!next.equals(rooms.lockedRoom(shop).next())) {
                return;
            }
            Set<UUID> stillThere = stillThere(shop, passages);
            List<Integer> places = IntStream.range(0, passages.size())
                    .filter(i -> stillThere.contains(passages.get(i).passageId()))
                    .boxed()
                    .toList();
            add(
                    next,
                    places.stream().map(passages::get).toList(),
                    places.stream().map(vectors::get).toList());
        });
    }

    /** The last few, and the change from the old vectors to the new; false when too many are missing still. */
    private boolean arrived(String shop, Vectors next) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ShopRoom room = rooms.lockedRoom(shop);
            if (!next.equals(room.next())) {
                return false;
            }
            List<Unmoved> missing = new ArrayList<>();
            List<Unmoved> piece = passagesAfter(shop, FIRST);
            while (!piece.isEmpty() && missing.size() <= LAST_FEW) {
                missing.addAll(missing(next, piece));
                piece = passagesAfter(shop, piece.getLast().passageId());
            }
            if (missing.size() > LAST_FEW) {
                return false;
            }
            add(next, missing, embed(next, missing));
            stores.drop(room.vectors().partition());
            rooms.arriveAtNext(shop);
            return true;
        }));
    }

    private void add(Vectors next, List<Unmoved> passages, List<Embedding> vectors) {
        DenseStore store = rooms.storeOf(next);
        if (!passages.isEmpty()) {
            store.addAll(
                    ids(passages),
                    vectors,
                    passages.stream().map(Unmoved::segment).toList());
        }
        store.settle();
    }

    private List<Embedding> embed(Vectors next, List<Unmoved> passages) {
        return embedders
                .forSignature(next.signature())
                .embed(passages.stream()
                        .map(passage -> passage.segment().text())
                        .toList());
    }

    private static List<String> ids(List<Unmoved> passages) {
        return passages.stream().map(passage -> passage.passageId().toString()).toList();
    }
}
