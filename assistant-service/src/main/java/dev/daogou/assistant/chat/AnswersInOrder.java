package dev.daogou.assistant.chat;

import dev.daogou.assistant.answering.Answering;
import dev.daogou.assistant.answering.Turn;
import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationStream;
import dev.daogou.assistant.conversation.ConversationStream.Following;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.PageContext;
import dev.daogou.assistant.conversation.TurnStart;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has the assistant answer messages: those of one conversation one after the other in their order, those of different
 * conversations side by side, so many at once as the machine is allowed. A turn always ends, whatever happens to it.
 */
@Component
class AnswersInOrder implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AnswersInOrder.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(100);

    private final Answering answering;
    private final Conversations conversations;
    private final ConversationStream stream;
    private final Semaphore places;
    private final Duration patience;
    private final Map<Place, Line> lines = new ConcurrentHashMap<>();
    private final Set<LoggedTurn> running = ConcurrentHashMap.newKeySet();
    private volatile ScheduledExecutorService clockwork = clockwork();
    private volatile @Nullable ScheduledFuture<?> signsOfLife;
    private volatile boolean stopped;

    /**
     * @param atOnce how many answers are made at the same time on this node
     * @param patience how long a message waits for its turn before the shopper is told that we are too busy
     */
    AnswersInOrder(
            Answering answering,
            Conversations conversations,
            ConversationStream stream,
            @Value("${daogou.chat.answers-at-once:32}") int atOnce,
            @Value("${daogou.chat.longest-wait-for-a-turn:2m}") Duration patience) {
        this.answering = answering;
        this.conversations = conversations;
        this.stream = stream;
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    private record Place(ShopId shop, ConversationId conversation) {}

    private record Waiting(ShopperContext shopper, Message asked, PageContext page, long sinceNanos) {}

    /** The messages of one conversation that wait, oldest first; guarded by {@link #lines}' own lock of its place. */
    private record Line(PriorityQueue<Waiting> messages) {}

    /** Has the assistant answer a message, after those before it. Returns at once. */
    void answer(ShopperContext shopper, ConversationId conversation, Message asked, PageContext page) {
        Place place = new Place(shopper.shop().id(), conversation);
        Waiting waiting = new Waiting(shopper, asked, page, System.nanoTime());
        lines.compute(place, (where, line) -> {
            if (line != null) {
                line.messages().add(waiting);
                return line;
            }
            Line begun = new Line(new PriorityQueue<>(
                    Comparator.comparingLong(each -> each.asked().seq())));
            begun.messages().add(waiting);
            Thread.ofVirtual().name("answers-" + conversation).start(() -> serve(place));
            return begun;
        });
    }

    private void serve(Place place) {
        Waiting next = first(place);
        while (next != null && !stopped) {
            boolean done;
            try {
                done = attempt(place, next);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                LOG.error("A message could not be given its turn; trying again", failed);
                done = waitedTooLong(next);
            }
            if (!done && waitedTooLong(next)) {
                giveUp(place, next, "busy");
                done = true;
            }
            if (!done) {
                rest();
            }
            next = done ? after(place, next) : first(place);
        }
    }

    /** The oldest waiting message; null, and the line is closed, when there is none. */
    private @Nullable Waiting first(Place place) {
        AtomicReference<@Nullable Waiting> first = new AtomicReference<>();
        lines.computeIfPresent(place, (where, all) -> {
            first.set(all.messages().peek());
            return all.messages().isEmpty() ? null : all;
        });
        return first.get();
    }

    private @Nullable Waiting after(Place place, Waiting done) {
        lines.computeIfPresent(place, (where, all) -> {
            all.messages().remove(done);
            return all;
        });
        return first(place);
    }

    private boolean waitedTooLong(Waiting waiting) {
        return System.nanoTime() - waiting.sinceNanos() > patience.toNanos();
    }

    /** False when it is not the message's turn yet. */
    private boolean attempt(Place place, Waiting waiting) throws InterruptedException {
        if (!places.tryAcquire(1, TimeUnit.SECONDS)) {
            return false;
        }
        try {
            TurnStart start = conversations.beginTurn(
                    place.shop(), place.conversation(), waiting.asked().id());
            return switch (start) {
                case TurnStart.NotYet ignored -> false;
                case TurnStart.NotWanted ignored -> true;
                case TurnStart.Begun begun -> {
                    take(place, waiting, begun.turn());
                    yield true;
                }
            };
        } finally {
            places.release();
        }
    }

    private void take(Place place, Waiting waiting, UUID id) {
        LoggedTurn sink = new LoggedTurn(conversations, place.shop(), place.conversation(), id);
        running.add(sink);
        Following hearing = stream.follow(
                place.shop(), place.conversation(), waiting.asked().seq(), sink);
        try {
            List<Message> history = conversations.history(place.shop(), place.conversation());
            answering.answer(
                    new Turn(
                            waiting.shopper(),
                            place.conversation(),
                            waiting.asked().id(),
                            waiting.asked().text(),
                            waiting.page(),
                            saidBefore(waiting.asked(), history)),
                    sink);
            if (sink.live()) {
                LOG.error("An answer ended without saying so");
            }
        } catch (RuntimeException failed) {
            LOG.error("An answer failed", failed);
        } finally {
            hearing.close();
            running.remove(sink);
            sink.endIfOpen("internal_error");
        }
    }

    /**
     * What was said before a message: not what the shopper has said since. An answer stands behind the message it answers,
     * also when the shopper said more before it came.
     */
    static List<Message> saidBefore(Message asked, List<Message> history) {
        Map<String, Long> places = new HashMap<>();
        history.forEach(message -> places.put(message.id().toString(), message.seq()));
        return history.stream()
                .filter(message -> !(message.author() instanceof Author.Shopper) || message.seq() < asked.seq())
                .sorted(Comparator.<Message>comparingLong(message -> places.getOrDefault(
                                String.valueOf(message.content().get("replyTo")), message.seq()))
                        .thenComparingLong(Message::seq))
                .toList();
    }

    private void giveUp(Place place, Waiting waiting, String code) {
        try {
            conversations.leaveUnanswered(
                    place.shop(), place.conversation(), waiting.asked().id(), code);
        } catch (RuntimeException failed) {
            LOG.error("A message could not even be given up", failed);
        }
    }

    private static void rest() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledExecutorService clockwork() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("turns-alive").factory());
    }

    @Override
    public void start() {
        if (clockwork.isShutdown()) {
            clockwork = clockwork();
        }
        stopped = false;
        signsOfLife = clockwork.scheduleWithFixedDelay(
                () -> running.forEach(LoggedTurn::keep),
                SIGN_OF_LIFE.toMillis(),
                SIGN_OF_LIFE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Tells shoppers at once that their answer will not come, instead of letting its lease run out. */
    @Override
    public void stop() {
        signsOfLife = null;
        stopped = true;
        clockwork.shutdownNow();
        running.forEach(sink -> sink.endIfOpen("interrupted"));
        for (Place place : List.copyOf(lines.keySet())) {
            Waiting next = first(place);
            while (next != null) {
                giveUp(place, next, "interrupted");
                next = after(place, next);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return signsOfLife != null;
    }
}
