package dev.daogou.knowledge;

import com.zaxxer.hikari.HikariDataSource;
import dev.daogou.knowledge.database.EmbeddedDatabase;
import dev.daogou.knowledge.dense.StoreKind;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeBaseOnPlainPostgresTest extends KnowledgeBaseContract {

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
}
