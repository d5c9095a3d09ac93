package dev.daogou.knowledge.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.daogou.knowledge.EmbeddingSignature;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the stores in PostgreSQL do besides: they take part in transactions and live in a partition for each shop. */
abstract class PostgresStoreContract extends EmbeddingStoreContract {

    static final EmbeddingSignature SIGNATURE = new EmbeddingSignature("Contract/Model v1", DIMENSION);

    abstract DataSource dataSource();

    abstract StoreKind kind();

    DenseStore open(String partition) {
        return new DenseStores(dataSource(), kind()).of(kind(), partition, DIMENSION);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    @Override
    double precision() {
        return 5e-4;
    }

    @Override
    EmbeddingStore<TextSegment> emptyStore() {
        return open(room());
    }

    @Override
    EmbeddingStore<TextSegment> storeOfAnotherShop() {
        return open(room());
    }

    private String room() {
        return new DenseStores(dataSource(), kind()).makeRoom(kind(), SIGNATURE, "shop-" + UUID.randomUUID());
    }

    @Test
    void what_a_transaction_takes_back_was_never_there() {
        DataSource dataSource = dataSource();
        DenseStores stores = new DenseStores(dataSource, kind());
        DenseStore store = stores.of(kind(), room(), DIMENSION);
        String kept = store.add(axis(0));

        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            store.removeAll(List.of(kept));
            store.add(axis(1));
            status.setRollbackOnly();
        });

        assertThat(store.search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(axis(1))
                                .maxResults(10)
                                .build())
                        .matches())
                .singleElement()
                .satisfies(match -> assertThat(match.embeddingId()).isEqualTo(kept));
    }

    @Test
    void adding_under_the_same_id_replaces() {
        DenseStore store = open(room());
        String id = UUID.randomUUID().toString();
        store.addAll(List.of(id), List.of(axis(0)), List.of(TextSegment.from("old")));
        store.addAll(List.of(id), List.of(axis(1)), List.of(TextSegment.from("current")));

        assertThat(store.search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(axis(1))
                                .maxResults(10)
                                .build())
                        .matches())
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.embedded().text()).isEqualTo("current");
                    assertThat(match.score()).isCloseTo(1, within(1e-5));
                });
    }

    @Test
    void cosines_are_told_for_the_vectors_that_are_there() {
        DenseStore store = open(room());
        String same = store.add(axis(0));
        String across = store.add(axis(1));
        String missing = UUID.randomUUID().toString();

        Map<String, Double> cosines = store.cosines(axis(0), List.of(same, across, missing));

        assertThat(cosines).containsOnlyKeys(same, across);
        assertThat(cosines.get(same)).isCloseTo(1, within(1e-6));
        assertThat(cosines.get(across)).isCloseTo(0, within(1e-6));
    }

    @Test
    void a_shop_with_an_odd_name_has_a_table_of_its_own_that_goes_with_it() {
        DenseStores stores = new DenseStores(dataSource(), kind());
        String shop = "Ünser 'Laden'; :drop? " + UUID.randomUUID();
        String partition = stores.makeRoom(kind(), SIGNATURE, shop);
        stores.of(kind(), partition, DIMENSION).add(axis(0));

        assertThat(jdbc().sql("select shop_id from " + partition)
                        .query(String.class)
                        .single())
                .isEqualTo(shop);

        stores.drop(partition);
        assertThat(jdbc().sql("select to_regclass(:table) is null")
                        .param("table", partition)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static Embedding axis(int axis) {
        float[] vector = new float[DIMENSION];
        vector[axis] = 1;
        return new Embedding(vector);
    }
}
