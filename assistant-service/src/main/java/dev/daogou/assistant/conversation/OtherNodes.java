package dev.daogou.assistant.conversation;

import dev.daogou.assistant.conversation.ConversationStream.Change;
import dev.daogou.assistant.shop.ShopId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells other nodes on the same database that a conversation changed, and hears it from them, by PostgreSQL's LISTEN and
 * NOTIFY. Only ids travel. A notification is sent after the change is committed, many together: inside of the writer's own
 * transaction it would make all writers of the installation wait for one lock. One lost with a dying node is made up for by
 * the slow look of {@link LiveConversations}.
 */
class OtherNodes {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);
    private static final String CHANNEL = "daogou_conversation";

    /** A payload may have 8,000 bytes, and one change has at most 80. */
    private static final int CHANGES_AT_ONCE = 90;

    /** Waiting more than this, changes are dropped: others will look for themselves. */
    private static final int CHANGES_KEPT = 10_000;

    /** How soon both threads see that they should stop; interrupting them would break a connection of the pool. */
    private static final Duration GLANCE = Duration.ofMillis(300);

    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

    private final DataSource connections;
    private final JdbcClient database;
    private final String thisNode = UUID.randomUUID().toString();
    private final LinkedBlockingQueue<Change> toTell = new LinkedBlockingQueue<>(CHANGES_KEPT);
    private volatile boolean open;
    private @Nullable Thread listener;
    private @Nullable Thread teller;

    OtherNodes(DataSource connections) {
        this.connections = connections;
        this.database = JdbcClient.create(connections);
    }

    /**
     * Begins to listen and to tell.
     *
     * @param heard takes changes made on other nodes
     * @param deaf runs after each (re)connection: changes before it may have been missed
     */
    void open(Consumer<Change> heard, Runnable deaf) {
        open = true;
        listener = Thread.ofVirtual().name("conversation-listener").start(() -> listen(heard, deaf));
        teller = Thread.ofVirtual().name("conversation-teller").start(this::tellOthers);
    }

    void close() {
        open = false;
        for (Thread thread : new Thread[] {listener, teller}) {
            if (thread != null) {
                try {
                    thread.join(Duration.ofSeconds(5));
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    void tell(Change change) {
        if (open && !toTell.offer(change)) {
            LOG.debug("Too many changes to tell other nodes; they will find {} later", change);
        }
    }

    private void tellOthers() {
        while (open) {
            try {
                Set<Change> changes = new LinkedHashSet<>();
                Change first = toTell.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                changes.add(first);
                toTell.drainTo(changes, CHANGES_AT_ONCE - 1);
                StringBuilder payload = new StringBuilder(thisNode);
                for (Change change : changes) {
                    payload.append('\n')
                            .append(change.kind().name().charAt(0))
                            .append(' ')
                            .append(change.shop())
                            .append(' ')
                            .append(change.conversation());
                }
                database.sql("select cast(pg_notify(:channel, :payload) as text)")
                        .param("channel", CHANNEL)
                        .param("payload", payload.toString())
                        .query(rows -> {});
            } catch (InterruptedException closed) {
                return;
            } catch (RuntimeException failed) {
                if (open) {
                    LOG.debug("Other nodes could not be told of changes; they will find them later", failed);
                    rest();
                }
            }
        }
    }

    private void listen(Consumer<Change> heard, Runnable deaf) {
        while (open) {
            try (Connection connection = connections.getConnection()) {
                if (!connection.getAutoCommit()) {
                    connection.setAutoCommit(true);
                }
                PGConnection postgres = connection.unwrap(PGConnection.class);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + CHANNEL);
                    deaf.run();
                    hear(postgres, heard);
                    statement.execute("unlisten " + CHANNEL);
                }
            } catch (SQLException | RuntimeException failed) {
                if (open) {
                    LOG.warn("Not hearing of other nodes' conversations for the moment: {}", failed.toString());
                    rest();
                }
            }
        }
    }

    private void hear(PGConnection postgres, Consumer<Change> heard) throws SQLException {
        while (open) {
            PGNotification[] notifications = postgres.getNotifications((int) GLANCE.toMillis());
            if (notifications == null) {
                continue;
            }
            for (PGNotification notification : notifications) {
                List<String> lines = notification.getParameter().lines().toList();
                if (lines.getFirst().equals(thisNode)) {
                    continue;
                }
                lines.stream().skip(1).map(OtherNodes::change).forEach(heard);
            }
        }
    }

    private static Change change(String line) {
        int afterShop = line.indexOf(' ', 2);
        Change.Kind kind = switch (line.charAt(0)) {
            case 'F' -> Change.Kind.FLOOR;
            case 'M' -> Change.Kind.MESSAGE;
            default -> Change.Kind.TURN;
        };
        return new Change(
                new ShopId(line.substring(2, afterShop)),
                new ConversationId(UUID.fromString(line.substring(afterShop + 1))),
                kind);
    }

    private void rest() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
