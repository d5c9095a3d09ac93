package dev.daogou.bench;

import dev.daogou.bench.AwkwardFile.Held;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Hands the files that are hard to read to the packaged service, one after another, each with a small document behind it
 * that must go live all the same, and says what became of each, how long it took, and how much memory the service and the
 * processes that read for it took meanwhile. At the end, twenty of the largest documents come at once.
 *
 * <p>Options: those of {@link PackagedService}, {@code --only=REGEX} (of a file's name), {@code --uploads=20}, {@code --record}.
 */
public final class AwkwardDocuments {
    private static final String SHOP = "awkward";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LARGEST = AwkwardCases.LARGEST;
    private static final int FIRST = 3;
    private static final int SEARCHED = 50;

    /** Where a document came to rest; {@code id} is empty for one that was refused. */
    private record Ended(String outcome, String reason, int passages, String id) {}

    private final Arguments arguments;
    private final Path jar;
    private final Table table = new Table("file", "MB", "judged", "outcome", "s", "service MB", "readers MB", "reason");

    private AwkwardDocuments(Arguments arguments) {
        this.arguments = arguments;
        this.jar = Path.of(arguments.word(0, "the packaged service, assistant-service/target/assistant-service-*.jar"));
    }

    public static void main(String[] args) throws IOException {
        try {
            new AwkwardDocuments(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        try (PackagedService service = PackagedService.start(arguments, jar)) {
            try {
                service.waitUntilUp();
                measure(service);
            } catch (RuntimeException failed) {
                System.err.println("The service said last:\n" + service.lastWords());
                throw failed;
            }
        }
    }

    private void measure(PackagedService service) {
        PublicFace face = service.face();
        new Merchant(face, PackagedService.TOKEN, SHOP).open("Awkward", "en", "GBP", "Europe/London");
        Pattern only = Pattern.compile(arguments.option("only", ".*"));
        int right = 0;
        int all = 0;
        for (AwkwardFile file : AwkwardCases.ALL) {
            if (only.matcher(file.name()).matches()) {
                all++;
                right += handIn(service, face, file) ? 1 : 0;
            }
        }
        atOnce(service, face, arguments.number("uploads", 20));
        System.out.println(table.forTerminal());
        System.out.println(right + " of " + all + " ended as they should.");
        Measurements.record(
                arguments,
                "AwkwardDocuments",
                right + " of " + all + " awkward files ended as they should; the service " + arguments.option("jvm", "")
                        + " " + arguments.option("with", ""),
                table);
    }

    private boolean handIn(PackagedService service, PublicFace face, AwkwardFile file) {
        byte[] content = file.content().get();
        long from = System.nanoTime();
        Ended ended;
        Ended bystander;
        MemoryWatch watch = MemoryWatch.of(service);
        try (watch) {
            JsonNode accepted = upload(face, file.name(), content);
            JsonNode next =
                    upload(face, "after-" + file.name() + ".txt", AwkwardFiles.text("After " + file.name() + "."));
            bystander = wait(face, next);
            ended = wait(face, accepted);
        }
        List<String> wrong = new ArrayList<>();
        if (!Pattern.compile(file.right())
                .matcher(ended.outcome().equals("live") ? "live" : ended.reason())
                .find()) {
            wrong.add("ended otherwise");
        }
        if (!bystander.outcome().equals("live")) {
            wrong.add("the next is " + bystander.outcome());
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        if (ended.outcome().equals("live")) {
            file.held().stream().filter(held -> !holds(face, ended, held)).forEach(held -> wrong.add(held.toString()));
        }
        boolean right = wrong.isEmpty();
        table.row(
                file.name(),
                "%.1f".formatted(content.length / 1048576.0),
                right
                        ? "ok"
                                + (file.held().isEmpty()
                                        ? ""
                                        : ", " + file.held().size() + " seen")
                        : "WRONG: " + String.join("; ", wrong),
                ended.outcome().equals("live") ? "live, " + ended.passages() + " passages" : ended.outcome(),
                "%.1f".formatted(seconds),
                watch.service(),
                watch.readers(),
                ended.reason());
        System.out.printf(
                "%-24s %5.1f s  %s %s %s%n",
                file.name(),
                seconds,
                right ? "ok" : "WRONG " + wrong,
                ended.outcome(),
                Table.shortened(ended.reason(), 100));
        return right;
    }

    private static boolean holds(PublicFace face, Ended document, Held held) {
        return switch (held) {
            case Held.Says says -> passages(face, document).stream().anyMatch(matching(says.pattern()));
            case Held.Nowhere nowhere -> passages(face, document).stream().noneMatch(matching(nowhere.pattern()));
            case Held.Found found -> {
                JsonNode hits = PublicFace.expect(
                        "search",
                        face.post(
                                "/api/v1/shops/" + SHOP + "/knowledge/search",
                                PackagedService.TOKEN,
                                Map.of("query", found.question(), "limit", SEARCHED)));
                yield hits.path("hits")
                        .valueStream()
                        .filter(hit -> hit.path("documentId").asString("").equals(document.id()))
                        .limit(FIRST)
                        .map(AwkwardDocuments::words)
                        .anyMatch(matching(found.pattern()));
            }
        };
    }

    private static List<String> passages(PublicFace face, Ended document) {
        String path = "/api/v1/shops/" + SHOP + "/documents/" + document.id() + "/passages";
        return PublicFace.expect("GET " + path, face.get(path, PackagedService.TOKEN))
                .path("items")
                .valueStream()
                .map(AwkwardDocuments::words)
                .toList();
    }

    /** Titles and text in one line. */
    private static String words(JsonNode passage) {
        return (passage.path("titlePath").asString("") + " "
                        + passage.path("text").asString(""))
                .replaceAll("\\s+", " ");
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asPredicate();
    }

    /** Text of the largest size that comes several times at once; only whether it is taken in is of interest. */
    private void atOnce(PackagedService service, PublicFace face, int number) {
        if (number == 0) {
            return;
        }
        List<byte[]> contents = new ArrayList<>();
        contents.add(AwkwardFiles.repeated("%PDF-1.7\n", "x", LARGEST - 40, ""));
        long from = System.nanoTime();
        int taken = 0;
        MemoryWatch watch = MemoryWatch.of(service);
        try (watch;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PublicFace.Reply>> replies = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                String name = "large-" + i + ".pdf";
                replies.add(threads.submit(() -> post(face, name, contents.getFirst(), name)));
            }
            for (Future<PublicFace.Reply> reply : replies) {
                taken += tookIn(done(reply)) ? 1 : 0;
            }
        }
        table.row(
                number + " of the largest at once",
                number * (LARGEST >> 20),
                taken == number ? "ok" : "WRONG",
                taken + " taken in",
                "%.1f".formatted((System.nanoTime() - from) / 1e9),
                watch.service(),
                watch.readers(),
                "");
    }

    private static boolean tookIn(PublicFace.Reply reply) {
        if (!reply.fine()) {
            System.out.println(reply.status() + " " + reply.body());
        }
        return reply.fine();
    }

    private static PublicFace.Reply done(Future<PublicFace.Reply> reply) {
        try {
            return reply.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static JsonNode upload(PublicFace face, String name, byte[] content) {
        return post(face, name, content, "").body();
    }

    /** {@code tail} makes the same bytes another document. */
    private static PublicFace.Reply post(PublicFace face, String name, byte[] content, String tail) {
        String boundary = "bench-boundary-of-awkward-documents";
        String head =
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nguide\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String end = tail + "\r\n--" + boundary + "--\r\n";
        return face.post(
                "/api/v1/shops/" + SHOP + "/documents",
                PackagedService.TOKEN,
                BodyPublishers.ofByteArrays(
                        List.of(head.getBytes(StandardCharsets.UTF_8), content, end.getBytes(StandardCharsets.UTF_8))),
                "multipart/form-data; boundary=" + boundary);
    }

    private static Ended wait(PublicFace face, JsonNode accepted) {
        if (!accepted.has("id")) {
            return new Ended(
                    "refused " + accepted.path("code").asString("?"),
                    accepted.path("detail").asString(""),
                    0,
                    "");
        }
        String path =
                "/api/v1/shops/" + SHOP + "/documents/" + accepted.path("id").asString();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            JsonNode document = PublicFace.expect("GET " + path, face.get(path, PackagedService.TOKEN));
            String status = document.path("status").asString("");
            if (List.of("live", "failed", "blocked").contains(status)) {
                return new Ended(
                        status,
                        document.path("reason").asString(""),
                        document.path("passages").asInt(0),
                        document.path("id").asString(""));
            }
            PublicFace.pause(Duration.ofMillis(100));
        }
        return new Ended("still on its way", "", 0, "");
    }
}
