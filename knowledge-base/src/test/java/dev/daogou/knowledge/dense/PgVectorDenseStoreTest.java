package dev.daogou.knowledge.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.PgVectorDatabase;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgVectorDenseStoreTest extends PostgresStoreContract {

    @RegisterExtension
    static final PgVectorDatabase database = new PgVectorDatabase();

    @Test
    void the_extension_is_used_for_new_shops_where_the_database_has_it() {
        assertThat(new DenseStores(dataSource(), null).forNewShop()).isEqualTo(StoreKind.PGVECTOR);
    }

    @Test
    void a_shop_gets_an_index_only_when_it_has_grown() {
        String shop = "grown-" + UUID.randomUUID();
        String partition =
                new DenseStores(dataSource(), StoreKind.PGVECTOR).makeRoom(StoreKind.PGVECTOR, SIGNATURE, shop);
        PgVectorDenseStore store = new PgVectorDenseStore(dataSource(), partition, DIMENSION, 2);
        float[] vector = new float[DIMENSION];
        vector[0] = 1;

        store.add(new dev.langchain4j.data.embedding.Embedding(vector));
        store.settle();
        assertThat(isIndexed(partition)).isFalse();

        store.add(new dev.langchain4j.data.embedding.Embedding(vector));
        store.settle();
        store.settle();
        assertThat(isIndexed(partition)).isTrue();
    }

    private boolean isIndexed(String partition) {
        return jdbc().sql("select count(*) from pg_indexes where tablename = :table and indexdef like '%hnsw%'")
                        .param("table", partition)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Override
    DenseStore open(String partition) {
        return new PgVectorDenseStore(dataSource(), partition, DIMENSION, 500);
    }

    @Override
    DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    StoreKind kind() {
        return StoreKind.PGVECTOR;
    }

    @Override
    int mayMissOfTen() {
        return 1;
    }
}
