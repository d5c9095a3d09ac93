package dev.daogou.knowledge.dense;

import com.zaxxer.hikari.HikariDataSource;
import dev.daogou.knowledge.database.EmbeddedDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PlainPostgresEmbeddingStoreTest extends PostgresStoreContract {

    @TempDir
    static Path home;

    private static EmbeddedDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.startIn(home);
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
    }

    @AfterAll
    static void stop() {
        pool.close();
        database.close();
    }

    @Override
    DataSource dataSource() {
        return pool;
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
