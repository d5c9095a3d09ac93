package dev.daogou.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
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
    private static final int LARGEST = 50 << 20;

    /**
     * A file, and how it should end.
     *
     * @param right matches "live", or the reason for which it is refused or fails
     */
    private record Awkward(String name, String right, Supplier<byte[]> content) {}

    /** Where a document came to rest. */
    private record Ended(String outcome, String reason, int passages) {}

    private static final List<Awkward> FILES = List.of(
            new Awkward("nothing.txt", "empty", () -> new byte[0]),
            new Awkward("blank.txt", "empty", () -> AwkwardFiles.repeated("", " \n", 10_000, "")),
            new Awkward("table-named.pdf", "live", () -> AwkwardFiles.text("name,price\nAnorak,199\nParka,299\n")),
            new Awkward("pdf-named.txt", "live", () -> AwkwardFiles.pdf(2)),
            new Awkward("word-named.xlsx", "live", () -> AwkwardFiles.docx("The kettle is descaled once a month.")),
            new Awkward("manual.pdf", "live", () -> AwkwardFiles.pdf(2_000)),
            new Awkward("six-thousand-pages.pdf", "6,?000 pages", () -> AwkwardFiles.pdf(6_000)),
            new Awkward("locked.pdf", "password", AwkwardFiles::encryptedPdf),
            new Awkward("cut.pdf", "live|damaged", () -> AwkwardFiles.cut(AwkwardFiles.pdf(50))),
            new Awkward("nested.pdf", "nested|damaged|[Nn]o words|live", () -> AwkwardFiles.nestedPdf(200_000)),
            new Awkward("round.pdf", "live|damaged|longer|[Nn]o words", AwkwardFiles::pdfThatPaintsItself),
            new Awkward("unfolding.pdf", "memory|longer than|more text", () -> AwkwardFiles.unfoldingPdf(3_000)),
            new Awkward("fine.docx", "live", () -> AwkwardFiles.docx("The parka keeps warm down to minus ten.")),
            new Awkward("cut.docx", "damaged", () -> AwkwardFiles.cut(AwkwardFiles.docxOfManyParts(40))),
            new Awkward("bomb.docx", "unpacks", () -> AwkwardFiles.unfoldingDocx(1_500)),
            new Awkward("parts.docx", "unpacks|harm", () -> AwkwardFiles.docxOfManyParts(20_000)),
            new Awkward("laughs.docx", "damaged|harm|entit", AwkwardFiles::billionLaughs),
            new Awkward("curious.docx", "damaged|harm|entit", AwkwardFiles::curiousDocx),
            new Awkward("macro.xlsm", "live", () -> AwkwardFiles.workbook(20, true)),
            new Awkward("rows.xlsx", "cells|unpacks|parts", () -> AwkwardFiles.workbook(150_000, false)),
            new Awkward("gbk.csv", "live", () -> AwkwardFiles.text("名称,价格\n冲锋衣,一百九十九元\n羽绒服,五百九十九元\n", "GB18030")),
            new Awkward("big5.csv", "live", () -> AwkwardFiles.text("名稱,價格\n藍色外套,一百九十九元\n紅色長褲,二百九十九元\n", "Big5")),
            new Awkward("utf16.csv", "live", () -> AwkwardFiles.text("名称,价格\n冲锋衣,一百九十九元\n", "UTF-16")),
            new Awkward(
                    "nested.html", "live|nested|longer", () -> AwkwardFiles.repeated("", "<div>", 200_000, "The end")),
            new Awkward(
                    "lists.html",
                    "live|nested|longer",
                    () -> AwkwardFiles.repeated("", "<ul><li>", 200_000, "The end")),
            new Awkward("quotes.md", "live|nested|longer", () -> AwkwardFiles.repeated("", ">", 200_000, " The end")),
            new Awkward("lists.md", "live|nested|longer", () -> AwkwardFiles.repeated("", "- ", 200_000, "The end")),
            new Awkward(
                    "one-cell.csv",
                    "parts|text|passages",
                    () -> AwkwardFiles.repeated("a,b\n1,", "word ", 8 << 20, "\n")),
            new Awkward("lines.txt", "parts|text|passages", () -> AwkwardFiles.repeated("", "line\n\n", 8 << 20, "")),
            new Awkward("large.txt", "larger", () -> AwkwardFiles.repeated("", "w", LARGEST + 1, "")));

    private final Arguments arguments;
    private final Path jar;
    private final Table table =
            new Table("file", "MB", "as it should", "outcome", "s", "service MB", "readers MB", "reason");

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
        for (Awkward file : FILES) {
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
                right + " of " + all + " awkward files ended as they should; the service "
                        + arguments.option("jvm", ""),
                table);
    }

    private boolean handIn(PackagedService service, PublicFace face, Awkward file) {
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
        boolean right = Pattern.compile(file.right())
                        .matcher(ended.outcome().equals("live") ? "live" : ended.reason())
                        .find()
                && bystander.outcome().equals("live");
        table.row(
                file.name(),
                "%.1f".formatted(content.length / 1048576.0),
                right ? "yes" : bystander.outcome().equals("live") ? "NO" : "NO: the next " + bystander.outcome(),
                ended.outcome().equals("live") ? "live, " + ended.passages() + " passages" : ended.outcome(),
                "%.1f".formatted((System.nanoTime() - from) / 1e9),
                watch.service(),
                watch.readers(),
                Table.shortened(ended.reason(), 90));
        System.out.printf(
                "%-24s %-3s %s %s%n",
                file.name(), right ? "" : "NO", ended.outcome(), Table.shortened(ended.reason(), 100));
        return right;
    }

    /** Text of the largest size that comes several times at once; only whether it is taken in is of interest. */
    private void atOnce(PackagedService service, PublicFace face, int number) {
        if (number == 0) {
            return;
        }
        List<byte[]> contents = new ArrayList<>();
        contents.add(AwkwardFiles.repeated("%PDF-1.7\n", "x", LARGEST - 20, ""));
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
                taken += done(reply).fine() ? 1 : 0;
            }
        }
        table.row(
                number + " of the largest at once",
                number * (LARGEST >> 20),
                taken == number ? "yes" : "NO",
                taken + " taken in",
                "%.1f".formatted((System.nanoTime() - from) / 1e9),
                watch.service(),
                watch.readers(),
                "");
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
                    0);
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
                        document.path("passages").asInt(0));
            }
            PublicFace.pause(Duration.ofMillis(100));
        }
        return new Ended("still on its way", "", 0);
    }
}
