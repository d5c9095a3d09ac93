package dev.daogou.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Hands documents in through the public face, kills what works on them with SIGKILL again and again while they are handed in
 * and while they are worked on, starts it again, and looks in the end, from outside and in every table, whether each document
 * is live exactly once and whole, by comparison with the same documents taken in undisturbed.
 *
 * <p>{@code SERVICE_JAR}. Options: {@code --documents=500}, {@code --sections=2}, {@code --kills=3}, {@code --worker=JAR} (the
 * ingest command as a second worker on the same database, killed as well), {@code --also-database} (the embedded
 * PostgreSQL is killed too, every second time), {@code --database=jdbc:...} with {@code --user}, {@code --password} (one of
 * its own, else an embedded one), {@code --keep}, {@code --record}. The exit code is 0 when all is as it should be.
 */
public final class KillDuringIngestion {
    private static final String TOKEN = "bench-owner-token-0123456789abcdef";
    private static final String DISTURBED = "killed-zh";
    private static final String CALM = "calm-zh";
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final Arguments arguments;
    private final List<MadeDocuments.Made> documents;
    private final Path folder;
    private final Path home;
    private final PublicFace face;
    private final KillableProcess service;
    private final @Nullable KillableProcess worker;
    private final AtomicInteger handedIn = new AtomicInteger();

    private KillDuringIngestion(Arguments arguments) throws IOException {
        this.arguments = arguments;
        this.documents = MadeDocuments.of(3, arguments.number("documents", 500), arguments.number("sections", 2));
        Path jar = jar(arguments.word(0, "the packaged service, assistant-service/target/assistant-service-*.jar"));
        this.folder = Files.createTempDirectory("daogou-kill");
        this.home = folder.resolve("home");
        int port = freePort();
        this.face = new PublicFace("http://127.0.0.1:" + port);
        Map<String, String> environment = environment(port);
        this.service = new KillableProcess("service", List.of("-Xmx768m", "-jar", jar.toString()), environment, folder);
        awaitUp();
        String second = arguments.option("worker");
        this.worker = second == null
                ? null
                : new KillableProcess(
                        "worker", List.of("-Xmx768m", "-jar", jar(second).toString(), "--worker"), environment, folder);
    }

    public static void main(String[] args) throws IOException {
        try {
            KillDuringIngestion program = new KillDuringIngestion(Arguments.of(args));
            System.exit(program.run() ? 0 : 1);
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private boolean run() throws IOException {
        Merchant merchant = new Merchant(face, TOKEN, DISTURBED);
        merchant.open("Killed", "zh", "CNY", "Asia/Shanghai");
        Thread hand = Thread.ofPlatform().start(() -> handInAll(DISTURBED));
        int kills = arguments.number("kills", 3);
        for (int kill = 1; kill <= kills; kill++) {
            awaitLive(documents.size() * kill / (kills + 1));
            killAndStartAgain(kill);
        }
        join(hand);
        settle(DISTURBED);

        System.out.println("Now the same documents undisturbed");
        new Merchant(face, TOKEN, CALM).open("Calm", "zh", "CNY", "Asia/Shanghai");
        handInAll(CALM);
        settle(CALM);

        List<String> wrong = new ArrayList<>();
        Table table = new Table("what", "killed " + kills + " times", "undisturbed");
        fromOutside(table, wrong);
        inTheTables(table, wrong);
        System.out.println(table.forTerminal());
        wrong.forEach(one -> System.out.println("WRONG: " + one));
        System.out.println(
                wrong.isEmpty() ? "Each document is live exactly once, and whole." : "It is not as it should be.");
        Measurements.record(
                arguments,
                "KillDuringIngestion",
                documents.size() + " documents, SIGKILL " + kills + " times while they were taken in"
                        + (wrong.isEmpty() ? ": nothing doubled, nothing half" : ": " + wrong.size() + " things wrong"),
                table);
        if (worker != null) {
            worker.stop();
        }
        service.stop();
        if (!arguments.has("keep")) {
            FileSystemUtils.deleteRecursively(folder);
        }
        return wrong.isEmpty();
    }

    private void killAndStartAgain(int kill) {
        boolean both = worker == null || kill % 3 == 0;
        boolean killService = both || kill % 3 == 1;
        if (worker != null && (both || !killService)) {
            worker.kill();
        }
        if (killService) {
            service.kill();
        }
        boolean database = arguments.has("also-database") && kill % 2 == 0;
        if (database) {
            ProcessMemory.postgresBelow(home).forEach(ProcessHandle::destroyForcibly);
        }
        System.out.println("Kill " + kill + ": " + (killService ? "service " : "")
                + (worker != null && (both || !killService) ? "worker " : "") + (database ? "PostgreSQL " : "")
                + "with "
                + handedIn + " handed in");
        if (killService) {
            service.startAgain();
            awaitUp();
        }
        if (worker != null && !worker.isAlive()) {
            worker.startAgain();
        }
    }

    /** Hands every document in, again and again until it is told that it was taken: the same document twice is one. */
    private void handInAll(String shop) {
        Merchant merchant = new Merchant(face, TOKEN, shop);
        for (MadeDocuments.Made document : documents) {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try {
                    merchant.upload(document.fileName(), document.markdown(), "guide", null, titleOf(document));
                    handedIn.incrementAndGet();
                    break;
                } catch (UncheckedIOException | PublicFace.Refused notNow) {
                    if (System.nanoTime() > until) {
                        throw notNow;
                    }
                    PublicFace.pause(Duration.ofMillis(200));
                }
            }
        }
    }

    private static String titleOf(MadeDocuments.Made document) {
        return document.fileName().replace(".md", "");
    }

    private void awaitLive(int wanted) {
        awaitUntil("so many are live: " + wanted, () -> live() >= wanted);
        System.out.println("Live: " + live());
    }

    private int live() {
        return face.get("/api/v1/shops/" + DISTURBED + "/knowledge", TOKEN)
                .body()
                .path("documents")
                .asInt(0);
    }

    private void settle(String shop) {
        JsonNode knowledge = new Merchant(face, TOKEN, shop).waitUntilSearchable(PATIENCE);
        System.out.println(shop + ": " + knowledge);
    }

    private void fromOutside(Table table, List<String> wrong) {
        Map<String, List<String>> killed = passagesByTitle(DISTURBED, wrong);
        Map<String, List<String>> calm = passagesByTitle(CALM, wrong);
        table.row("documents live by the API", killed.size(), calm.size());
        table.row("their passages by the API", count(killed), count(calm));
        if (killed.size() != documents.size()) {
            wrong.add(killed.size() + " documents are live, not " + documents.size());
        }
        if (calm.size() != documents.size()) {
            wrong.add(calm.size() + " documents are live in the undisturbed shop, not " + documents.size());
        }
        calm.forEach((title, passages) -> {
            if (!passages.equals(killed.get(title))) {
                wrong.add(title + " has other passages than when undisturbed");
            }
        });
    }

    private static int count(Map<String, List<String>> passages) {
        return passages.values().stream().mapToInt(List::size).sum();
    }

    private Map<String, List<String>> passagesByTitle(String shop, List<String> wrong) {
        Map<String, List<String>> byTitle = new TreeMap<>();
        String path = "/api/v1/shops/" + shop + "/documents";
        String cursor = "";
        do {
            JsonNode page = PublicFace.expect(
                    "GET " + path,
                    face.get(path + "?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), TOKEN));
            for (JsonNode document : page.path("items")) {
                String title = document.path("title").asString("");
                if (!document.path("status").asString("").equals("live")) {
                    wrong.add(shop + ": " + title + " is " + document.path("status") + " " + document.path("reason"));
                    continue;
                }
                String of = path + "/" + document.path("id").asString("") + "/passages";
                List<String> texts = new ArrayList<>();
                PublicFace.expect("GET " + of, face.get(of, TOKEN))
                        .path("items")
                        .forEach(passage -> texts.add(passage.path("text").asString("")));
                if (texts.size() != document.path("passages").asInt(-1)) {
                    wrong.add(shop + ": " + title + " says it has " + document.path("passages") + " passages, not "
                            + texts.size());
                }
                if (byTitle.put(title, texts) != null) {
                    wrong.add(shop + ": " + title + " is there twice");
                }
            }
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return byTitle;
    }

    private void inTheTables(Table table, List<String> wrong) {
        try (IngestionTables tables = IngestionTables.open(arguments, home)) {
            Map<String, Long> killed = tables.counts(DISTURBED);
            Map<String, Long> calm = tables.counts(CALM);
            calm.forEach((what, count) -> {
                table.row(what, Objects.requireNonNull(killed.get(what)), count);
                if (!count.equals(killed.get(what))) {
                    wrong.add(what + ": " + killed.get(what) + ", undisturbed " + count);
                }
                if (what.startsWith("!") && count + killed.getOrDefault(what, 0L) != 0) {
                    wrong.add(what + " should be none");
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitUp() {
        awaitUntil(
                "the service is up",
                () -> face.get("/actuator/health", null)
                        .body()
                        .path("status")
                        .asString("")
                        .equals("UP"));
    }

    private interface Condition {
        boolean holds();
    }

    private void awaitUntil(String what, Condition condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        AtomicReference<String> last = new AtomicReference<>("");
        while (true) {
            if (!service.isAlive()) {
                throw new IllegalStateException("The service ended before " + what + "; its logs are in " + folder);
            }
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (UncheckedIOException notListeningYet) {
                last.set(String.valueOf(notListeningYet.getMessage()));
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("After " + PATIENCE + ", not yet: " + what + " " + last);
            }
            PublicFace.pause(Duration.ofMillis(100));
        }
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DAOGOU_HOME", home.toString());
        environment.put("DAOGOU_DEMO", "false");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("DAOGOU_OWNER_EMAIL", "bench@example.org");
        environment.put("DAOGOU_OWNER_PASSWORD", "bench-password-0123456789");
        environment.put("DAOGOU_OWNER_TOKEN", TOKEN);
        String database = arguments.option("database");
        if (database != null) {
            environment.put("SPRING_DATASOURCE_URL", database);
            environment.put("SPRING_DATASOURCE_USERNAME", arguments.option("user", "daogou"));
            environment.put("SPRING_DATASOURCE_PASSWORD", arguments.option("password", "daogou"));
        }
        return environment;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static Path jar(String given) {
        Path jar = Path.of(given).toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new Arguments.WrongArguments("There is no file " + jar);
        }
        return jar;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
