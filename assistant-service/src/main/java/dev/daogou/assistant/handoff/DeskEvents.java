package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationStream;
import dev.daogou.assistant.conversation.ConversationStream.Change;
import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.ConversationStream.Following;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.conversation.EventStreamResponse;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.Standing;
import dev.daogou.assistant.shop.StaffMember;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells open desks what happens: {@code queue.changed} when who waits, or who talks with the agent, is not as it was, and every
 * {@code message.added}, {@code message.completed} and {@code floor.changed} of the agent's own conversations, with their
 * {@code conversationId}. Nothing is numbered: an agent who was away reads the queue anew.
 */
@Component
class DeskEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeskEvents.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Changes that come closer together than this are looked at together. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private static final Set<String> WORTH_TELLING = Set.of("message.added", "message.completed", "floor.changed");

    private final Desk desk;
    private final ConversationStream stream;
    private final Set<OpenDesk> open = ConcurrentHashMap.newKeySet();
    private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile ScheduledExecutorService clockwork = clockwork();
    private volatile @Nullable ScheduledFuture<?> heartbeats;
    private volatile @Nullable Following watching;

    DeskEvents(Desk desk, ConversationStream stream) {
        this.desk = desk;
        this.stream = stream;
    }

    /** Tells one desk until it is closed; begins with {@code queue.changed}. */
    Following open(StaffMember member, EventStreamResponse response) {
        OpenDesk opened = new OpenDesk(member, response);
        open.add(opened);
        opened.look();
        return opened;
    }

    private void changed(Change change) {
        if (change.kind() == Change.Kind.TURN) {
            return;
        }
        for (OpenDesk each : open) {
            if (each.member.worksFor(change.shop())) {
                each.look();
            }
        }
    }

    private static ScheduledExecutorService clockwork() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("desk-clockwork").factory());
    }

    @Override
    public void start() {
        if (clockwork.isShutdown()) {
            clockwork = clockwork();
            threads = Executors.newVirtualThreadPerTaskExecutor();
        }
        watching = stream.watch(this::changed);
        heartbeats = clockwork.scheduleWithFixedDelay(
                () -> open.forEach(OpenDesk::beat), HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        heartbeats = null;
        Following watch = watching;
        if (watch != null) {
            watch.close();
        }
        clockwork.shutdownNow();
        open.forEach(OpenDesk::close);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return heartbeats != null;
    }

    private final class OpenDesk implements Following {

        private final StaffMember member;
        private final EventStreamResponse response;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicBoolean toBeat = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Map<ConversationId, Following> own = new HashMap<>();
        private List<Object> lastSeen = List.of("nothing yet");

        OpenDesk(StaffMember member, EventStreamResponse response) {
            this.member = member;
            this.response = response;
        }

        void look() {
            if (!closed.get() && calls.getAndIncrement() == 0) {
                threads.execute(this::work);
            }
        }

        /** Looks at the queue too: a change on another node may have gone unheard. */
        void beat() {
            toBeat.set(true);
            look();
        }

        /** Runs on one thread at a time; what changes meanwhile makes it go round once more. */
        private void work() {
            int answered;
            do {
                try {
                    Thread.sleep(TOGETHER);
                    answered = calls.get();
                    lookAtQueue();
                    if (toBeat.getAndSet(false)) {
                        response.heartbeat();
                    }
                } catch (DataAccessException databaseAway) {
                    LOG.warn("Could not read the queue for a desk; trying again soon: {}", databaseAway.toString());
                    answered = calls.get();
                } catch (IOException | RuntimeException nobodyListens) {
                    LOG.debug("An agent left the desk", nobodyListens);
                    close();
                    return;
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    close();
                    return;
                }
            } while (calls.addAndGet(-answered) > 0 && !closed.get());
        }

        private void lookAtQueue() throws IOException {
            List<Standing> queue =
                    desk.mineOrNobodys(member, desk.shopsOf(member).keySet());
            List<Object> seen = queue.stream()
                    .<Object>map(standing -> List.of(standing.conversation(), standing.floor(), standing.lastText()))
                    .toList();
            followOwn(queue);
            if (!seen.equals(lastSeen)) {
                lastSeen = seen;
                long waiting = queue.stream()
                        .filter(standing -> standing.floor() instanceof Floor.AwaitingAgent)
                        .count();
                response.event("queue.changed", Map.of("waiting", waiting, "mine", queue.size() - waiting));
            }
        }

        private synchronized void followOwn(List<Standing> queue) {
            if (closed.get()) {
                return;
            }
            Set<ConversationId> stillOwn = new HashSet<>();
            for (Standing standing : queue) {
                if (standing.floor() instanceof Floor.Agent) {
                    stillOwn.add(standing.conversation());
                    own.computeIfAbsent(
                            standing.conversation(),
                            conversation -> stream.follow(
                                    standing.shop(), conversation, standing.lastSeq(), tellingOf(conversation)));
                }
            }
            own.entrySet().removeIf(each -> {
                boolean gone = !stillOwn.contains(each.getKey());
                if (gone) {
                    each.getValue().close();
                }
                return gone;
            });
        }

        private Follower tellingOf(ConversationId conversation) {
            return (LogEvent event) -> {
                if (WORTH_TELLING.contains(event.type())) {
                    Map<String, Object> data = new LinkedHashMap<>(event.data());
                    data.put("conversationId", conversation);
                    data.put("seq", event.seq());
                    response.event(event.type(), data);
                }
            };
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            open.remove(this);
            synchronized (this) {
                own.values().forEach(Following::close);
                own.clear();
            }
            response.ended();
        }
    }
}
