package dev.daogou.assistant;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Where a test's service keeps its data: a fresh embedded PostgreSQL, or a fresh database of a PostgreSQL with pgvector. */
final class TestStores {

    private TestStores() {}

    /** An embedded PostgreSQL of its own, in a fresh folder. */
    static void embedded(DynamicPropertyRegistry properties) {
        String home = freshHome();
        properties.add("daogou.home", () -> home);
    }

    /**
     * A fresh database in the PostgreSQL with pgvector that {@code DAOGOU_TEST_PGVECTOR_URL} names; skips the test where there
     * is none, unless {@code DAOGOU_TEST_REQUIRE_ALL} forbids it.
     */
    static void pgvector(DynamicPropertyRegistry properties) {
        String url = System.getenv("DAOGOU_TEST_PGVECTOR_URL");
        if (url == null) {
            String how =
                    "Needs a PostgreSQL with pgvector: set DAOGOU_TEST_PGVECTOR_URL, _USERNAME and _PASSWORD, or run .ci/run";
            if (Boolean.parseBoolean(System.getenv("DAOGOU_TEST_REQUIRE_ALL"))) {
                fail(how);
            }
            Assumptions.abort(how);
        }
        String user = System.getenv("DAOGOU_TEST_PGVECTOR_USERNAME");
        String password = System.getenv("DAOGOU_TEST_PGVECTOR_PASSWORD");
        String database = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL of DAOGOU_TEST_PGVECTOR_URL cannot be used", e);
        }
        String own = url.substring(0, url.lastIndexOf('/') + 1) + database;
        String home = freshHome();
        properties.add("daogou.home", () -> home);
        properties.add("spring.datasource.url", () -> own);
        properties.add("spring.datasource.username", () -> user);
        properties.add("spring.datasource.password", () -> password);
    }

    private static String freshHome() {
        try {
            Path target = Files.createDirectories(Path.of("target", "homes"));
            return Files.createTempDirectory(target, "home").toAbsolutePath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
