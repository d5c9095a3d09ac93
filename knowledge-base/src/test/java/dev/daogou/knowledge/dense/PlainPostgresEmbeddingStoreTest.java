package dev.daogou.knowledge.dense;

import dev.daogou.knowledge.database.EmbeddedDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PlainPostgresEmbeddingStoreTest extends PostgresStoreContract {

    @TempDir
    static Path home;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.startIn(home);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    DataSource dataSource() {
        return new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    }

    @Override
    StoreKind kind() {
        return StoreKind.PLAIN;
    }

    @Override
    int mayMissOfTen() {
        return 1;
    }
}
