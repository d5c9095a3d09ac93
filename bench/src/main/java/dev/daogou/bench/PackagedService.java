package dev.daogou.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged service, started with a home of its own on a free port of 127.0.0.1, and ended when it is closed. Options:
 * {@code --java=PATH} (default: the JDK this runs on), {@code --jvm="..."} more JVM options, {@code --keep} (leaves the home and
 * the log).
 */
final class PackagedService implements AutoCloseable {
    static final String TOKEN = "bench-owner-token-0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(40);

    private final Arguments arguments;
    private final Path home;
    private final Path log;
    private final int port;
    private final Process process;

    /** Something that is waited for. */
    interface Condition {
        boolean holds();
    }

    private PackagedService(Arguments arguments, Path jar) throws IOException {
        this.arguments = arguments;
        this.home = Files.createTempDirectory("daogou-bench");
        this.log = home.resolve("service.log");
        this.port = freePort();
        this.process = started(jar);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Starts it; it is not up yet. */
    static PackagedService start(Arguments arguments, Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new Arguments.WrongArguments("There is no file " + jar);
        }
        return new PackagedService(arguments, jar);
    }

    PublicFace face() {
        return new PublicFace("http://127.0.0.1:" + port);
    }

    Process process() {
        return process;
    }

    Path home() {
        return home;
    }

    void waitUntilUp() {
        PublicFace face = face();
        waitFor(
                "health is UP",
                () -> face.get("/actuator/health", null)
                        .body()
                        .path("status")
                        .asString("")
                        .equals("UP"));
    }

    void waitFor(String what, Condition condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The service ended with " + process.exitValue() + " before " + what);
            }
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (UncheckedIOException notListeningYet) {
                // It is asked again.
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("After " + PATIENCE + ", not yet: " + what);
            }
            PublicFace.pause(Duration.ofMillis(50));
        }
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException unreadable) {
            return "(" + unreadable.getMessage() + ")";
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> postgres = ProcessMemory.postgresBelow(home);
        List<ProcessHandle> children = process.descendants().toList();
        end();
        if (postgres.stream().anyMatch(ProcessHandle::isAlive)) {
            System.out.println("PostgreSQL is still there after the service ended: " + postgres);
        }
        if (children.stream().anyMatch(ProcessHandle::isAlive)) {
            System.out.println("Still there after the service ended: " + children);
        }
        if (!arguments.has("keep")) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                System.out.println("The service did not stop within 40 s of being asked to.");
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Process started(Path jar) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(arguments.option(
                "java", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Stream.of(arguments.option("jvm", "").split(" "))
                .filter(word -> !word.isBlank())
                .forEach(command::add);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("DAOGOU_HOME", home.resolve("home").toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        builder.environment().put("DAOGOU_OWNER_EMAIL", "bench@example.org");
        builder.environment().put("DAOGOU_OWNER_PASSWORD", "bench-password-0123456789");
        builder.environment().put("DAOGOU_OWNER_TOKEN", TOKEN);
        for (String setting : arguments.option("with", "").split(" ", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
