package dev.daogou.assistant.conversation;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Frees conversations from turns whose node died, so that nobody waits for an answer that will not come. */
@Component
class AbandonedTurns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTurns.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final StoredConversations conversations;
    private volatile ScheduledExecutorService clockwork = clockwork();
    private volatile @Nullable ScheduledFuture<?> sweep;

    AbandonedTurns(StoredConversations conversations) {
        this.conversations = conversations;
    }

    private static ScheduledExecutorService clockwork() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("abandoned-turns").factory());
    }

    @Override
    public void start() {
        if (clockwork.isShutdown()) {
            clockwork = clockwork();
        }
        sweep = clockwork.scheduleWithFixedDelay(this::free, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void free() {
        try {
            int freed = conversations.freeAbandoned();
            if (freed > 0) {
                LOG.info("{} conversations were freed from answers that will not come", freed);
            }
        } catch (RuntimeException failed) {
            LOG.warn("Could not look for abandoned answers: {}", failed.toString());
        }
    }

    @Override
    public void stop() {
        sweep = null;
        clockwork.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return sweep != null;
    }
}
