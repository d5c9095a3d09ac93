package dev.daogou.assistant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.daogou.knowledge.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** A schema of its own in the embedded PostgreSQL, with the tables of some rooms; the server is shared by all tests of a run. */
public final class TestDatabase {

    private final DataSource dataSource;

    private TestDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** An empty schema with the tables these migrations make, e.g. {@code V40__catalog.sql}. */
    public static TestDatabase with(String... migrations) {
        String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
        EmbeddedDatabase server = Server.RUNNING;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl() + "?currentSchema=" + schema);
        config.setUsername(server.username());
        config.setPassword(server.password());
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        DataSource dataSource = new HikariDataSource(config);
        JdbcClient.create(dataSource).sql("create schema " + schema).update();
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator();
        for (String migration : migrations) {
            populator.addScript(new ClassPathResource("db/migration/" + migration));
        }
        populator.execute(dataSource);
        return new TestDatabase(dataSource);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    private static final class Server {
        static final EmbeddedDatabase RUNNING = start();

        private static EmbeddedDatabase start() {
            try {
                Path home = Files.createDirectories(Path.of("target", "test-database"));
                EmbeddedDatabase database = EmbeddedDatabase.startIn(home);
                Runtime.getRuntime().addShutdownHook(new Thread(database::close));
                return database;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
