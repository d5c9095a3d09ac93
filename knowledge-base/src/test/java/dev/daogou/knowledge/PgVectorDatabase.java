package dev.daogou.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A schema of its own in the PostgreSQL with pgvector that {@code .ci/run} sets up; dropped when the tests are done. */
public final class PgVectorDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final String MISSING = "No PostgreSQL with pgvector 0.8: run .ci/run once, or set"
            + " DAOGOU_TEST_PGVECTOR_URL, DAOGOU_TEST_PGVECTOR_USERNAME and DAOGOU_TEST_PGVECTOR_PASSWORD";

    private final String schema = "test_" + UUID.randomUUID().toString().replace("-", "");

    private @Nullable HikariDataSource pool;

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean given = System.getenv("DAOGOU_TEST_PGVECTOR_URL") != null;
        if (Boolean.parseBoolean(System.getenv("DAOGOU_TEST_REQUIRE_ALL"))) {
            assertThat(given).as(MISSING).isTrue();
        }
        Assumptions.assumeTrue(given, MISSING);
        JdbcTemplate template = new JdbcTemplate(connectedTo(null));
        template.execute("create extension if not exists vector");
        template.execute("create schema " + schema);
        pool = new HikariDataSource();
        pool.setJdbcUrl(addressOf(schema + ",public"));
        pool.setUsername(System.getenv("DAOGOU_TEST_PGVECTOR_USERNAME"));
        pool.setPassword(System.getenv("DAOGOU_TEST_PGVECTOR_PASSWORD"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (pool != null) {
            pool.close();
            new JdbcTemplate(connectedTo(null)).execute("drop schema if exists " + schema + " cascade");
        }
    }

    /** Connections to the schema. */
    public DataSource dataSource() {
        return Objects.requireNonNull(pool);
    }

    /** Connections to another database of the same server. */
    public DataSource connectedAs(String role, String password, String databaseName) {
        PGSimpleDataSource other = new PGSimpleDataSource();
        other.setUrl(addressOf(null));
        other.setDatabaseName(databaseName);
        other.setUser(role);
        other.setPassword(password);
        return other;
    }

    private static DataSource connectedTo(@Nullable String searchPath) {
        return new DriverManagerDataSource(
                addressOf(searchPath),
                System.getenv("DAOGOU_TEST_PGVECTOR_USERNAME"),
                System.getenv("DAOGOU_TEST_PGVECTOR_PASSWORD"));
    }

    private static String addressOf(@Nullable String searchPath) {
        String url = System.getenv("DAOGOU_TEST_PGVECTOR_URL");
        return searchPath == null ? url : url + (url.contains("?") ? "&" : "?") + "currentSchema=" + searchPath;
    }
}
