package dev.daogou.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged program in a process of its own, that can be killed as the power fails and started again. */
final class KillableProcess {
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private Process process;
    private int starts = 1;

    /**
     * Starts it.
     *
     * @param words what comes after {@code java}
     * @param folder where it runs and where its log goes
     */
    KillableProcess(String name, List<String> words, Map<String, String> environment, Path folder) {
        this.name = name;
        this.command = new ArrayList<>(words);
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        this.environment = environment;
        this.folder = folder;
        this.process = start();
        // Whatever becomes of this program, what it started ends with it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + "-" + starts + ".log").toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL, in the middle of whatever it does. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    void startAgain() {
        starts++;
        process = start();
    }

    /** Asks it to end. */
    void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
