package dev.daogou.knowledge.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.PgVectorDatabase;
import dev.langchain4j.data.embedding.Embedding;
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

        store.add(new Embedding(vector));
        store.settle();
        assertThat(isIndexed(partition)).isFalse();

        store.add(new Embedding(vector));
        store.settle();
        store.settle();
        assertThat(isIndexed(partition)).isTrue();
    }

    @Test
    void without_the_right_to_make_the_extension_vectors_are_kept_without_it() {
        String name = "without_rights_" + UUID.randomUUID().toString().replace("-", "");
        jdbc().sql("create role " + name + " login password 'secret'").update();
        jdbc().sql("create database " + name + " owner " + name + " template template0")
                .update();
        try {
            assertThat(new DenseStores(database.connectedAs(name, "secret", name), null).forNewShop())
                    .isEqualTo(StoreKind.PLAIN);
        } finally {
            jdbc().sql("drop database " + name + " with (force)").update();
            jdbc().sql("drop role " + name).update();
        }
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
