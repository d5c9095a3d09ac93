package dev.daogou.assistant.conversation;

import dev.daogou.assistant.conversation.ConversationLog.Place;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.shop.ShopId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Delivers the log to those who follow it. A follower costs an object while nothing happens; when its conversation changed it
 * gets a virtual thread that reads the log from its last number to the end. Nobody but that thread waits for a slow reader.
 */
@Component
class LiveConversations implements ConversationStream, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConversations.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration SLOW_LOOK = Duration.ofSeconds(5);
    private static final int EVENTS_AT_ONCE = 100;
    private static final int PLACES_AT_ONCE = 500;

    /** Readers of the log leave the connections to those who write it. */
    private static final int READS_AT_ONCE = 4;

    private final ConversationLog log;
    private final OtherNodes otherNodes;
    private final Duration heartbeat;
    private final Duration slowLook;
    private final Map<Place, Set<Reader>> readers = new ConcurrentHashMap<>();
    private final Set<Consumer<Change>> watchers = new CopyOnWriteArraySet<>();
    private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile ScheduledExecutorService clockwork = clockwork();
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);
    private volatile List<ScheduledFuture<?>> routines = List.of();

    @Autowired
    LiveConversations(ConversationLog log, DataSource connections) {
        this(log, new OtherNodes(connections), HEARTBEAT, SLOW_LOOK);
    }

    LiveConversations(ConversationLog log, OtherNodes otherNodes, Duration heartbeat, Duration slowLook) {
        this.log = log;
        this.otherNodes = otherNodes;
        this.heartbeat = heartbeat;
        this.slowLook = slowLook;
    }

    @Override
    public Following follow(ShopId shop, ConversationId conversation, long afterSeq, Follower follower) {
        Reader reader = new Reader(new Place(shop, conversation), afterSeq, follower);
        readers.compute(reader.place, (place, others) -> {
            Set<Reader> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(reader);
            return all;
        });
        reader.look();
        return reader;
    }

    @Override
    public Following watch(Consumer<Change> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** A change was committed on this node. */
    void happened(Change change) {
        spread(change);
        otherNodes.tell(change);
    }

    private void spread(Change change) {
        readers.getOrDefault(new Place(change.shop(), change.conversation()), Set.of())
                .forEach(Reader::look);
        for (Consumer<Change> watcher : watchers) {
            try {
                watcher.accept(change);
            } catch (RuntimeException failed) {
                LOG.warn("A watcher of conversations failed", failed);
            }
        }
    }

    // --- the clockwork
    // ---------------------------------------------------------------------------------------------------

    private static ScheduledExecutorService clockwork() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("conversation-clockwork").factory());
    }

    @Override
    public void start() {
        if (clockwork.isShutdown()) {
            clockwork = clockwork();
            threads = Executors.newVirtualThreadPerTaskExecutor();
        }
        otherNodes.open(this::spread, () -> threads.execute(this::lookForMissed));
        routines = List.of(
                every(heartbeat.dividedBy(3), () -> all().forEach(Reader::beat)), every(slowLook, this::lookForMissed));
    }

    private ScheduledFuture<?> every(Duration pause, Runnable work) {
        return clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        LOG.warn("Looking after live conversations failed: {}", failed.toString());
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Wakes those whose conversation went on without their hearing of it. */
    private void lookForMissed() {
        List<Place> places = List.copyOf(readers.keySet());
        for (int from = 0; from < places.size(); from += PLACES_AT_ONCE) {
            List<Place> some = places.subList(from, Math.min(places.size(), from + PLACES_AT_ONCE));
            log.ends(some)
                    .forEach((place, end) -> readers.getOrDefault(place, Set.of()).stream()
                            .filter(reader -> reader.lastSeq < end)
                            .forEach(Reader::look));
        }
    }

    private List<Reader> all() {
        List<Reader> all = new ArrayList<>();
        readers.values().forEach(all::addAll);
        return all;
    }

    /** How many follow something now. */
    int following() {
        return all().size();
    }

    @Override
    public void stop() {
        routines = List.of();
        otherNodes.close();
        clockwork.shutdownNow();
        all().forEach(Reader::close);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return !routines.isEmpty();
    }

    // --- one follower
    // ----------------------------------------------------------------------------------------------------

    private final class Reader implements Following {

        private final Place place;
        private final Follower follower;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicBoolean toLook = new AtomicBoolean();
        private final AtomicBoolean toBeat = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile long lastSeq;
        private volatile long lastSign = System.nanoTime();

        Reader(Place place, long afterSeq, Follower follower) {
            this.place = place;
            this.lastSeq = afterSeq;
            this.follower = follower;
        }

        void look() {
            toLook.set(true);
            call();
        }

        /** Asked three times in a heartbeat, so that no silence is longer than one. */
        void beat() {
            if (System.nanoTime() - lastSign >= heartbeat.toNanos() * 2 / 3) {
                toBeat.set(true);
                call();
            }
        }

        /** At most one thread works for a follower; calls that come meanwhile make it go round once more. */
        private void call() {
            if (!closed.get() && calls.getAndIncrement() == 0) {
                threads.execute(this::work);
            }
        }

        private void work() {
            int answered;
            do {
                answered = calls.get();
                try {
                    if (toLook.getAndSet(false)) {
                        deliver();
                    }
                    if (toBeat.getAndSet(false) && !closed.get()) {
                        follower.heartbeat();
                        lastSign = System.nanoTime();
                    }
                } catch (DataAccessException | TransactionException databaseAway) {
                    LOG.warn("Could not read a conversation's log; trying again soon: {}", databaseAway.toString());
                } catch (IOException | RuntimeException nobodyListens) {
                    LOG.debug("A follower left", nobodyListens);
                    close();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    close();
                }
            } while (calls.addAndGet(-answered) > 0 && !closed.get());
        }

        private void deliver() throws IOException, InterruptedException {
            List<LogEvent> events;
            do {
                events = read();
                for (LogEvent event : events) {
                    if (closed.get()) {
                        return;
                    }
                    follower.event(event);
                    lastSeq = event.seq();
                    lastSign = System.nanoTime();
                    if (follower.satisfied()) {
                        close();
                        return;
                    }
                }
            } while (events.size() == EVENTS_AT_ONCE);
        }

        private List<LogEvent> read() throws InterruptedException {
            reads.acquire();
            try {
                return log.after(place.shop(), place.conversation(), lastSeq, EVENTS_AT_ONCE);
            } finally {
                reads.release();
            }
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            readers.computeIfPresent(place, (where, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
            follower.ended();
        }
    }
}
