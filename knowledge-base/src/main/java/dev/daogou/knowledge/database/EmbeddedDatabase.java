package dev.daogou.knowledge.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL 17 that is carried along, with its files in the {@code postgres} folder of a home folder. It listens on
 * 127.0.0.1 only, on a free port, and asks for a password that is kept in the home folder, readable by its owner alone.
 *
 * <p>Whoever comes first starts the server, whoever else opens the same home, in this or in another process, uses the
 * running one, and the last to close stops it. A server that outlived a killed process is used again.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String DATABASE = "daogou";
    private static final String ROLE = "daogou";
    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOWEST_PORT = 15_500;
    private static final int HIGHEST_PORT = 32_700;

    /** What is unpacked here is run, so nobody else may put anything there. */
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The homes this process has open; a file lock belongs to the whole process, so users inside it are counted here. */
    private static final Map<Path, EmbeddedDatabase> OPEN = new HashMap<>();

    private final Path home;
    private final Path data;
    private final int port;
    private final String password;
    private final FileChannel lockFile;
    private final FileLock presence;
    private final @Nullable EmbeddedPostgres started;
    private int users = 1;

    /**
     * Opens the database of a home folder, making folder, cluster and database when they are not there yet.
     *
     * @throws DatabaseUnusable when it cannot be started, with a sentence that says why and what to do
     */
    public static EmbeddedDatabase startIn(Path home) {
        synchronized (OPEN) {
            try {
                Path place = Files.createDirectories(home).toRealPath();
                EmbeddedDatabase open = OPEN.get(place);
                if (open != null) {
                    open.users++;
                    return open;
                }
                EmbeddedDatabase database = new EmbeddedDatabase(place);
                OPEN.put(place, database);
                return database;
            } catch (IOException | UncheckedIOException e) {
                throw new DatabaseUnusable(
                        "The data folder " + home.toAbsolutePath().normalize()
                                + " cannot be written: set DAOGOU_HOME to a folder that can, or SPRING_DATASOURCE_URL"
                                + " to a PostgreSQL of your own.",
                        e);
            }
        }
    }

    private EmbeddedDatabase(Path home) throws IOException {
        this.home = home;
        this.data = home.resolve("postgres");
        this.lockFile = FileChannel.open(
                home.resolve("postgres.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        boolean opened = false;
        FileLock gate = Gate.pass(lockFile);
        try {
            this.password = keptPassword();
            Optional<Postmaster> running = waitForAnyRunning();
            if (running.isPresent()) {
                log.debug(
                        "Using the PostgreSQL that already runs in {}, process {}",
                        data,
                        running.get().pid());
                this.port = running.get().port();
                this.started = null;
            } else {
                this.port = freePort();
                this.started = start();
            }
            makeDatabaseUnlessThere();
            this.presence = Gate.enter(lockFile);
            opened = true;
        } finally {
            gate.release();
            if (!opened) {
                lockFile.close();
            }
        }
    }

    /** The JDBC address of the database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** The role that owns the database; it is no superuser. */
    public String username() {
        return ROLE;
    }

    /** The password of that role. */
    public String password() {
        return password;
    }

    /** Leaves the database; stops the server when nobody uses it any more. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0 || OPEN.get(home) != this) {
                return;
            }
            OPEN.remove(home);
            try (lockFile) {
                FileLock gate = Gate.pass(lockFile);
                presence.release();
                FileLock alone = Gate.tryAlone(lockFile);
                if (alone == null) {
                    log.debug("Another process still uses the PostgreSQL in {}", data);
                } else {
                    stop();
                    alone.release();
                }
                gate.release();
            } catch (IOException e) {
                log.warn("The embedded PostgreSQL in {} was not left cleanly", data, e);
            }
        }
    }

    private EmbeddedPostgres start() throws IOException {
        Path complete = data.resolve("daogou-complete");
        if (Files.isDirectory(data) && !Files.exists(complete)) {
            // The first start was interrupted before anything was stored.
            Files.move(data, home.resolve("postgres.incomplete-" + System.currentTimeMillis()));
        }
        Path passwordFile = home.resolve("postgres.password");
        ProcessBuilder.Redirect logFile =
                ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries().toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(logFile)
                .setErrorRedirector(logFile)
                .setConnectConfig("password", password);
        Map.of(
                        "locale-provider", "builtin",
                        "builtin-locale", "C.UTF-8",
                        "lc-collate", "C",
                        "lc-ctype", isMac() ? "en_US.UTF-8" : "C.UTF-8",
                        "lc-messages", "C",
                        "auth", "scram-sha-256",
                        "pwfile", passwordFile.toString())
                .forEach(builder::setLocaleConfig);
        SETTINGS.forEach(builder::setServerConfig);
        try {
            EmbeddedPostgres server = builder.start();
            Files.writeString(complete, "");
            return server;
        } catch (IOException | RuntimeException e) {
            throw new DatabaseUnusable(
                    "The embedded PostgreSQL in " + data + " did not start ("
                            + home.resolve("postgres.log") + " says why): "
                            + ("root".equals(System.getProperty("user.name"))
                                    ? "run the service as a user other than root, "
                                    : "give DAOGOU_HOME a folder on a disk with free space, ")
                            + "or set SPRING_DATASOURCE_URL to a PostgreSQL of your own.",
                    e);
        }
    }

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("work_mem", "8MB"),
            Map.entry("effective_cache_size", "512MB"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            // The embedding library is made for tests and turns these off; a shop's data stays.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("log_checkpoints", "off"),
            // What shoppers wrote stays out of the log.
            Map.entry("log_min_messages", "log"),
            Map.entry("log_min_error_statement", "panic"));

    private void stop() throws IOException {
        Optional<Postmaster> postmaster = Postmaster.of(data);
        if (started != null) {
            started.close();
        } else if (postmaster.isPresent()) {
            postmaster.get().stopAtOnce();
        }
        if (postmaster.isPresent() && !postmaster.get().endsWithin(PATIENCE)) {
            log.warn("The embedded PostgreSQL in {} is still stopping", data);
        }
    }

    /** The server that runs on this folder already; waits while one is just starting or stopping. */
    private Optional<Postmaster> waitForAnyRunning() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Postmaster> found = Postmaster.of(data);
            if (found.isEmpty()) {
                return found;
            }
            Postmaster postmaster = found.get();
            if (!postmaster.isAlive()) {
                // Its process id may by now belong to something else, which PostgreSQL would take for a running server.
                Files.deleteIfExists(data.resolve("postmaster.pid"));
                return Optional.empty();
            }
            if (postmaster.port() > 0 && answers(postmaster.port())) {
                return found;
            }
            if (System.nanoTime() > until) {
                throw new DatabaseUnusable(
                        "A PostgreSQL (process " + postmaster.pid() + ") runs in " + data
                                + " but does not let us in: stop it, or set DAOGOU_HOME to another folder.",
                        null);
            }
            pause();
        }
    }

    private boolean answers(int candidate) {
        try (Connection connection = connect(candidate, "postgres");
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("show data_directory")) {
            return folder.next() && Files.isSameFile(Path.of(folder.getString(1)), data);
        } catch (SQLException | IOException e) {
            log.trace("Not answering yet", e);
            return false;
        }
    }

    private void makeDatabaseUnlessThere() {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement()) {
            if (!isThere(statement, "select 1 from pg_roles where rolname = '" + ROLE + "'")) {
                statement.execute("create role " + ROLE + " login password '" + password + "'");
            }
            if (!isThere(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + ROLE);
            }
        } catch (SQLException e) {
            throw new DatabaseUnusable(
                    "The embedded PostgreSQL in " + data + " runs but cannot be used: restore "
                            + home.resolve("postgres.password") + ", or delete " + home + " to start afresh.",
                    e);
        }
    }

    private static boolean isThere(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next();
        }
    }

    private Connection connect(int atPort, String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + atPort + "/" + database, login);
    }

    private String keptPassword() throws IOException {
        Path file = home.resolve("postgres.password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made + "\n");
        return made;
    }

    /** Unpacked once for each user of the machine; beside the data where there is no such place. */
    private Path binaries() throws IOException {
        for (Path place : List.of(
                Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                                .filter(value -> !value.isBlank())
                                .orElse(System.getProperty("user.home") + "/.cache"))
                        .resolve("daogou"),
                home.resolve("runtime"))) {
            try {
                if (!Files.isDirectory(place)) {
                    Files.createDirectories(place.toAbsolutePath().getParent());
                    Files.createDirectory(place, OWNER_ONLY);
                }
                if (Files.isWritable(place)) {
                    return place.toRealPath();
                }
            } catch (IOException e) {
                log.debug("PostgreSQL cannot be unpacked into {}", place, e);
            }
        }
        throw new IOException("No folder to unpack PostgreSQL into");
    }

    /** Below the range from which outgoing connections take theirs, so that nothing takes it before the server does. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), candidate));
                return candidate;
            } catch (IOException e) {
                log.trace("Port {} is taken", candidate, e);
            }
        }
        throw new IOException("No free port on 127.0.0.1");
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnusable("Starting was interrupted while waiting for the embedded PostgreSQL.", e);
        }
    }

    /**
     * Two bytes of one file: the first is held by whoever is just opening or leaving, the second is shared by all
     * processes that use the server. The operating system gives locks back when a process is killed.
     */
    private static final class Gate {

        static FileLock pass(FileChannel file) throws IOException {
            return file.lock(0, 1, false);
        }

        static FileLock enter(FileChannel file) throws IOException {
            return file.lock(1, 1, true);
        }

        static @Nullable FileLock tryAlone(FileChannel file) throws IOException {
            return file.tryLock(1, 1, false);
        }
    }

    /** What {@code postmaster.pid} says: process id in the first line, port in the fourth. */
    private record Postmaster(long pid, int port) {

        static Optional<Postmaster> of(Path data) throws IOException {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            try {
                return Optional.of(new Postmaster(
                        Long.parseLong(lines.get(0).strip()),
                        lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                return Optional.of(new Postmaster(-1, 0));
            }
        }

        boolean isAlive() {
            return process()
                    .filter(ProcessHandle::isAlive)
                    .map(handle -> handle.info()
                            .command()
                            .map(command -> command.endsWith("postgres"))
                            .orElse(true))
                    .orElse(false);
        }

        /** PostgreSQL's "fast shutdown": open sessions are ended, everything is saved. */
        void stopAtOnce() throws IOException {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid).start();
        }

        boolean endsWithin(Duration patience) {
            Optional<ProcessHandle> handle = process();
            if (handle.isEmpty()) {
                return true;
            }
            try {
                handle.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private Optional<ProcessHandle> process() {
            return pid > 0 ? ProcessHandle.of(pid) : Optional.empty();
        }
    }
}
