package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A process that reads documents, seen from the service: one document at a time, and killed when it takes too much. */
final class ReadingProcess implements AutoCloseable {

    /** What became of a document. */
    sealed interface Outcome {
        record Answered(Answer answer) implements Outcome {}

        /** The process took too much and was killed. */
        record Killed(Reason reason) implements Outcome {}

        /** It ended by itself, or said what nobody understands. */
        record Died(String how) implements Outcome {}
    }

    /** What {@code -XX:+ExitOnOutOfMemoryError} ends with. */
    private static final int OUT_OF_MEMORY = 3;

    /** 128 and the number of the signal that Linux sends when the machine has no memory left. */
    private static final int BY_SYSTEM = 137;

    private static final int LAST_WORDS = 4_096;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PARTING = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_A_DISK = 10;

    private final ApartSettings settings;
    private final ScheduledExecutorService clock;
    private final Path folder;
    private final Process process;
    private final Frames frames;
    private final Thread listening;
    private final StringBuilder lastWords = new StringBuilder();
    private final AtomicReference<@Nullable Reason> verdict = new AtomicReference<>();
    private volatile boolean closing;
    private int documents;

    private ReadingProcess(ApartSettings settings, ScheduledExecutorService clock, Path folder, Process process) {
        this.settings = settings;
        this.clock = clock;
        this.folder = folder;
        this.process = process;
        this.frames = new Frames(process.getInputStream(), process.getOutputStream());
        this.listening = Thread.ofPlatform().daemon().name("reader-errors").start(this::listen);
    }

    /** @throws IOException when it does not start; the message says what is known of why */
    static ReadingProcess start(JavaCommand command, ApartSettings settings, ScheduledExecutorService clock)
            throws IOException {
        Path folder = Files.createTempDirectory("daogou-reading-");
        ReadingProcess reader;
        try {
            reader = new ReadingProcess(
                    settings, clock, folder, command.in(folder).start());
        } catch (IOException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
        Future<?> late = clock.schedule(reader.process::destroyForcibly, START.toMillis(), TimeUnit.MILLISECONDS);
        try {
            reader.frames.awaitGreeting();
            return reader;
        } catch (IOException e) {
            reader.waitUntilGone(PARTING);
            String how = reader.howItEnded();
            reader.close();
            throw new IOException("It did not start: " + how, e);
        } finally {
            late.cancel(false);
        }
    }

    Outcome read(SourceFile file) {
        documents++;
        Watch watch = new Watch();
        Future<?> watching =
                clock.scheduleWithFixedDelay(watch, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        try {
            frames.send(file);
            Answer answer = frames.receiveAnswer(file.limits());
            return answer instanceof Answer.OutOfMemory
                    ? new Outcome.Killed(tooMuchMemory())
                    : new Outcome.Answered(answer);
        } catch (IOException e) {
            return ended(e);
        } finally {
            watching.cancel(false);
        }
    }

    private Outcome ended(IOException cause) {
        boolean endedItself = waitUntilGone(PARTING);
        boolean wanted = closing;
        close();
        Reason reason = verdict.get();
        if (reason != null) {
            return new Outcome.Killed(reason);
        }
        if (endedItself && !wanted && (process.exitValue() == OUT_OF_MEMORY || process.exitValue() == BY_SYSTEM)) {
            return new Outcome.Killed(tooMuchMemory());
        }
        return new Outcome.Died(howItEnded() + " (" + cause.getMessage() + ")");
    }

    /** Whether it can be given another document. */
    boolean isFit() {
        return process.isAlive() && verdict.get() == null && documents < settings.documents();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it at once, with all it has; returns when it is gone. */
    @Override
    public void close() {
        closing = true;
        process.destroyForcibly();
        waitUntilGone(END);
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    private boolean waitUntilGone(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private String howItEnded() {
        if (process.isAlive()) {
            return "still running";
        }
        try {
            listening.join(PARTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String code = "exit code " + process.exitValue();
        synchronized (lastWords) {
            return lastWords.isEmpty()
                    ? code
                    : code + ": " + lastWords.toString().strip();
        }
    }

    /** Keeps the end of what it complains of; were nobody listening, it would stop once it had complained enough. */
    private void listen() {
        byte[] buffer = new byte[LAST_WORDS];
        try (InputStream errors = process.getErrorStream()) {
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                synchronized (lastWords) {
                    lastWords.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                    lastWords.delete(0, Math.max(0, lastWords.length() - LAST_WORDS));
                }
            }
        } catch (IOException e) {
            // It is gone, and has said what it had to say.
        }
    }

    private Reason tooMuchMemory() {
        return Reason.of("document_needs_too_much_memory", settings.memory().toMegabytes() + " MB");
    }

    /** Looks again and again at what the process takes for one document, and kills it when that is too much. */
    private final class Watch implements Runnable {

        private final long begun = System.nanoTime();
        private final Duration computedBefore = computed();
        private int looks;

        @Override
        public void run() {
            if (System.nanoTime() - begun > settings.time().toNanos()) {
                kill(Reason.of("document_took_too_long", seconds(settings.time())));
            } else if (computed().minus(computedBefore).compareTo(settings.cpu()) > 0) {
                kill(Reason.of("document_took_too_long", seconds(settings.cpu())));
            } else if (looks++ % LOOKS_A_DISK == 0 && onDisk() > settings.disk().toBytes()) {
                kill(Reason.of("document_expands_too_much"));
            }
        }

        private void kill(Reason reason) {
            verdict.compareAndSet(null, reason);
            process.destroyForcibly();
        }

        private Duration computed() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        private long onDisk() {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException | UncheckedIOException e) {
                // Files come and go while one looks.
                return 0;
            }
        }

        private static String seconds(Duration time) {
            return time.toSeconds() + " s";
        }
    }
}
