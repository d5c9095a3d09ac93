package dev.daogou.ingest.apart;

import dev.daogou.ingest.apart.ReadingProcess.Outcome;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads documents where they can do no harm: small texts here, everything else in processes of its own. A process reads
 * one document after another; it is replaced when it failed, was killed, or has read many, and ends when there is nothing
 * to do. None outlives this service.
 */
public final class ReadApart implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadApart.class);
    private static final int TRIES = 2;

    /** A process that waits for work, and since when ({@link System#nanoTime}). */
    private record Idle(ReadingProcess process, long since) {}

    private final ApartSettings settings;
    private final ReadingLimits limits;
    private final JavaCommand command;
    private final Semaphore places;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<ReadingProcess> busy = new HashSet<>();
    private final AtomicReference<String> saidWhy = new AtomicReference<>("");
    private final ScheduledExecutorService clock;
    private final Future<?> tidying;
    private boolean closed;

    ReadApart(Class<?> program, ApartSettings settings, ReadingLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.command = new JavaCommand(program, settings);
        this.places = new Semaphore(settings.processes(), true);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("reader-clock").factory());
        long look = Math.max(10, settings.idle().toMillis() / 4);
        tidying = clock.scheduleWithFixedDelay(this::endIdle, look, look, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads a document.
     *
     * @throws DocumentUnreadable when it is damaged, says nothing, or takes more than a document may
     * @throws ReadersMissing when there is no process to read it, now
     */
    public ReadDocument read(SourceFile file) {
        SourceFile limited = file.within(limits);
        return settings.enabled() && !isHarmless(file) ? apart(limited) : Readers.read(limited);
    }

    /** The processes there are now. */
    public synchronized List<ProcessHandle> processes() {
        List<ProcessHandle> handles = new ArrayList<>();
        idle.forEach(each -> handles.add(each.process().handle()));
        busy.forEach(each -> handles.add(each.handle()));
        return handles;
    }

    @Override
    public void close() {
        List<ReadingProcess> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(busy);
            idle.forEach(each -> all.add(each.process()));
            idle.clear();
        }
        tidying.cancel(false);
        clock.shutdownNow();
        all.forEach(ReadingProcess::close);
    }

    private boolean isHarmless(SourceFile file) {
        return file.mediaType().startsWith("text/")
                && file.content().length <= settings.inProcessUpTo().toBytes();
    }

    private ReadDocument apart(SourceFile file) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadersMissing("The worker was stopped");
        }
        try {
            for (int tried = 1; ; tried++) {
                switch (outcome(file)) {
                    case Outcome.Answered answered -> {
                        return documentIn(answered.answer());
                    }
                    case Outcome.Killed killed -> throw new DocumentUnreadable(killed.reason());
                    case Outcome.Died died -> {
                        requireOpen();
                        log.warn("A process that reads documents ended by itself: {}", died.how());
                        if (tried == TRIES) {
                            throw new DocumentUnreadable(Reason.of("document_damaged"));
                        }
                    }
                }
            }
        } finally {
            places.release();
        }
    }

    private Outcome outcome(SourceFile file) {
        ReadingProcess process = take();
        boolean answered = false;
        try {
            Outcome outcome = process.read(file);
            answered = outcome instanceof Outcome.Answered;
            return outcome;
        } finally {
            giveBack(process, answered);
        }
    }

    private static ReadDocument documentIn(Answer answer) {
        return switch (answer) {
            case Answer.Read read -> read.document();
            case Answer.Unreadable unreadable -> {
                if (!unreadable.cause().isEmpty()) {
                    log.info("A reader failed at a document: {}", unreadable.cause());
                }
                throw new DocumentUnreadable(unreadable.reason());
            }
            case Answer.OutOfMemory memory -> throw new IllegalStateException("Such a process is killed");
        };
    }

    private ReadingProcess take() {
        synchronized (this) {
            requireOpen();
            while (!idle.isEmpty()) {
                ReadingProcess process = idle.pop().process();
                if (process.isFit()) {
                    busy.add(process);
                    return process;
                }
                process.close();
            }
        }
        ReadingProcess fresh = start();
        synchronized (this) {
            if (!closed) {
                busy.add(fresh);
                saidWhy.set("");
                return fresh;
            }
        }
        fresh.close();
        throw new ReadersMissing("The service is ending");
    }

    private ReadingProcess start() {
        try {
            return ReadingProcess.start(command, settings, clock);
        } catch (IOException | RuntimeException e) {
            requireOpen();
            String why = String.valueOf(e.getMessage());
            if (!why.equals(saidWhy.getAndSet(why))) {
                log.error("Documents other than small texts cannot be read: no process can be started for it. {}", why);
            }
            throw new ReadersMissing(why);
        }
    }

    private void giveBack(ReadingProcess process, boolean answered) {
        synchronized (this) {
            busy.remove(process);
            if (!closed && answered && process.isFit()) {
                idle.push(new Idle(process, System.nanoTime()));
                return;
            }
        }
        process.close();
    }

    private void endIdle() {
        List<ReadingProcess> ended = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
                Idle waiting = each.next();
                if (System.nanoTime() - waiting.since() > settings.idle().toNanos()) {
                    each.remove();
                    ended.add(waiting.process());
                }
            }
        }
        ended.forEach(ReadingProcess::close);
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new ReadersMissing("The service is ending");
        }
    }
}
