package dev.daogou.assistant.conversation;

import com.zaxxer.hikari.HikariDataSource;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** A real PostgreSQL with the whole schema, one for all tests of a run, and nodes of the service on top of it. */
final class ConversationDatabase {

    static final ShopId SHOP = new ShopId("teahouse");

    private static final HikariDataSource POOL = open();

    private ConversationDatabase() {}

    private static HikariDataSource open() {
        try {
            Path home = Files.createTempDirectory("daogou-conversation");
            EmbeddedDatabase database = EmbeddedDatabase.startIn(home);
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.username());
            pool.setPassword(database.password());
            pool.setMaximumPoolSize(30);
            Flyway.configure().dataSource(pool).load().migrate();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                pool.close();
                database.close();
                try {
                    FileSystemUtils.deleteRecursively(home);
                } catch (IOException left) {
                    throw new UncheckedIOException(left);
                }
            }));
            return pool;
        } catch (IOException noTemporaryFolder) {
            throw new UncheckedIOException(noTemporaryFolder);
        }
    }

    static DataSource connections() {
        return POOL;
    }

    static JdbcClient database() {
        return JdbcClient.create(POOL);
    }

    /** One running service on the database. */
    static final class Node implements AutoCloseable {

        final SetClock clock = new SetClock();
        final LiveConversations live;
        final StoredConversations conversations;

        /** A node that hears of others, and looks for itself only after an hour. */
        static Node hearing() {
            Node node = new Node(Duration.ofHours(1));
            node.live.start();
            return node;
        }

        /** A node that hears of nothing but what it does itself. */
        static Node alone() {
            return new Node(Duration.ofHours(1));
        }

        static Node lookingEvery(Duration pause) {
            return new Node(pause);
        }

        private Node(Duration slowLook) {
            ConversationLog log =
                    new ConversationLog(database(), JsonMapper.builder().build());
            live = new LiveConversations(log, new OtherNodes(POOL), Duration.ofMillis(200), slowLook);
            conversations = new StoredConversations(database(), new JdbcTransactionManager(POOL), log, live, clock);
        }

        ConversationId start() {
            return conversations.start(SHOP, new ShopperId(UUID.randomUUID()), Map.of());
        }

        @Override
        public void close() {
            live.stop();
        }
    }

    /** Stands still until it is moved. */
    static final class SetClock extends Clock {

        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

        void goOn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
