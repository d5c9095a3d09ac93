package dev.daogou.ingest;

import dev.daogou.ingest.intake.Crawl;
import dev.daogou.ingest.intake.CrawlRequest;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.DocumentRefused;
import dev.daogou.ingest.intake.FileNameHints;
import dev.daogou.ingest.intake.IndexingState;
import dev.daogou.ingest.intake.Origin;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.ingest.intake.WebPages;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;

/** Hands files and addresses in, tells of each on a line of its own what became of it, and waits for the last. */
class TakeIn {

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final CommandLine.TakeIn order;
    private final DocumentIntake intake;
    private final WebPages webPages;
    private final Screen screen;
    private final Language language;

    /** What was handed in and has not come to an end: the document's id and the name it is shown by. */
    private final Map<String, String> onTheirWay = new LinkedHashMap<>();

    private final Map<String, String> crawls = new LinkedHashMap<>();
    private long nextLook = System.nanoTime();
    private int expected;
    private int ended;
    private int failed;

    TakeIn(CommandLine.TakeIn order, DocumentIntake intake, WebPages webPages, Screen screen, Language language) {
        this.order = order;
        this.intake = intake;
        this.webPages = webPages;
        this.screen = screen;
        this.language = language;
    }

    /** The exit code: 0 when all went in, 1 when something did not. */
    int run() throws InterruptedException {
        List<Path> files = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> nothings = new ArrayList<>();
        sort(files, addresses, nothings);
        expected = files.size() + addresses.size() + nothings.size();
        screen.line(say("command_taking_in", Integer.toString(expected), order.shop()));
        for (String nothing : nothings) {
            boolean there = new File(nothing).exists();
            end("command_refused", nothing, say(there ? "command_nothing_found" : "command_not_there", nothing));
        }
        for (Path file : files) {
            handIn(file);
            tellOfEnded();
        }
        for (String address : addresses) {
            crawl(address);
        }
        while (!onTheirWay.isEmpty() || !crawls.isEmpty()) {
            lookAtCrawls();
            tellOfEnded();
            if (!onTheirWay.isEmpty() || !crawls.isEmpty()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
        screen.line(
                failed == 0
                        ? say("command_all_in", Integer.toString(ended))
                        : say("command_some_failed", Integer.toString(failed), Integer.toString(ended)));
        return failed == 0 ? 0 : 1;
    }

    private void sort(List<Path> files, List<String> addresses, List<String> nothings) {
        for (String input : order.inputs()) {
            if (input.matches("(?i)https?://.*")) {
                addresses.add(input);
                continue;
            }
            List<Path> found = filesAt(input);
            files.addAll(found);
            if (found.isEmpty()) {
                nothings.add(input);
            }
        }
    }

    private static List<Path> filesAt(String input) {
        try {
            Path path = Path.of(input);
            if (!Files.isDirectory(path)) {
                return Files.exists(path) ? List.of(path) : List.of();
            }
            try (Stream<Path> inside = Files.walk(path)) {
                return inside.filter(Files::isRegularFile)
                        .filter(file -> isVisible(path.relativize(file)))
                        .sorted()
                        .toList();
            }
        } catch (InvalidPathException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private void handIn(Path file) {
        String name = String.valueOf(file.getFileName());
        FileNameHints hints = FileNameHints.of(name);
        PassageKind kind = order.kind() == null ? hints.kind() : order.kind();
        String hinted = kind == hints.kind() ? hints.productId() : null;
        try {
            Document document = intake.accept(new Submission(
                    order.shop(),
                    name,
                    new FileSystemResource(file),
                    kind,
                    order.productId() == null ? hinted : order.productId(),
                    null,
                    null,
                    null,
                    null,
                    new Origin("file:" + realPath(file), null, null)));
            if (onTheirWay.putIfAbsent(document.id(), name) != null) {
                expected--;
            }
        } catch (DocumentRefused e) {
            end("command_refused", name, e.getMessage());
        } catch (UncheckedIOException e) {
            end("command_refused", name, say("command_unreadable", String.valueOf(e.getCause())));
        }
    }

    /** However the path was spelled, the same file has the same. */
    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void crawl(String address) {
        try {
            PassageKind kind = order.kind() == null ? PassageKind.GUIDE : order.kind();
            Crawl crawl = webPages.crawl(
                    new CrawlRequest(order.shop(), address, order.depth(), order.maxPages(), kind, order.productId()));
            crawls.put(crawl.id(), address);
        } catch (DocumentRefused e) {
            end("command_refused", address, e.getMessage());
        }
    }

    private void lookAtCrawls() {
        for (Iterator<Map.Entry<String, String>> each = crawls.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, String> entry = each.next();
            Crawl crawl = webPages.crawl(order.shop(), entry.getKey());
            switch (crawl.state()) {
                case Crawl.State.Queued waiting -> {}
                case Crawl.State.Running running -> {}
                case Crawl.State.Failed failure -> {
                    each.remove();
                    end("command_failed", entry.getValue(), failure.reason());
                }
                case Crawl.State.Done done -> {
                    each.remove();
                    expected--;
                    pagesOf(crawl);
                }
            }
        }
    }

    private void pagesOf(Crawl crawl) {
        for (Crawl.Page page : crawl.pages()) {
            if (page.documentId() == null) {
                expected++;
                boolean removed = page.outcome() == Crawl.Outcome.REMOVED;
                end(removed ? "command_removed" : "command_refused", page.url(), page.reason());
            } else if (onTheirWay.putIfAbsent(page.documentId(), page.url()) == null) {
                expected++;
            }
        }
    }

    private void tellOfEnded() {
        if (System.nanoTime() < nextLook) {
            return;
        }
        nextLook = System.nanoTime() + LOOK_AGAIN_MILLIS * 1_000_000;
        Map<String, Document> known = new HashMap<>();
        intake.documents(order.shop(), onTheirWay.keySet()).forEach(document -> known.put(document.id(), document));
        List<String> living = new ArrayList<>();
        for (Iterator<Map.Entry<String, String>> each = onTheirWay.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, String> entry = each.next();
            String name = entry.getValue();
            Document document = known.get(entry.getKey());
            if (document == null) {
                each.remove();
                end("command_failed", name, say("command_removed"));
                continue;
            }
            switch (document.state()) {
                case IndexingState.Queued queued -> {}
                case IndexingState.Reading reading -> living.add(say("command_reading", name));
                case IndexingState.Chunking chunking -> living.add(say("command_chunking", name));
                case IndexingState.Embedding embedding ->
                    living.add(say(
                            "command_embedding",
                            name,
                            Integer.toString(embedding.embedded()),
                            Integer.toString(embedding.passages())));
                case IndexingState.Live live -> {
                    each.remove();
                    String passages = say("command_passages", Integer.toString(document.passages()));
                    end("command_live", name, document.title() + ", " + passages);
                }
                case IndexingState.Failed failure -> {
                    each.remove();
                    end("command_failed", name, failure.reason());
                }
                case IndexingState.Blocked blocked -> {
                    each.remove();
                    end("command_blocked", name, blocked.reason());
                }
                case IndexingState.Withdrawn withdrawn -> {
                    each.remove();
                    end("command_withdrawn", name, withdrawn.reason());
                }
                case IndexingState.Superseded superseded ->
                    throw new IllegalStateException("A document is not superseded as a whole: " + document.id());
            }
        }
        int waiting = onTheirWay.size() - living.size();
        if (waiting > 0) {
            living.add(say("command_waiting", Integer.toString(waiting)));
        }
        screen.living(living);
    }

    private void end(String outcome, String name, @Nullable String more) {
        ended++;
        failed += outcome.equals("command_live") || outcome.equals("command_removed") ? 0 : 1;
        screen.line("[%d/%d] %s  %s  %s"
                .formatted(ended, expected, say(outcome), name, more == null ? "" : more)
                .stripTrailing());
    }

    private String say(String code, String... details) {
        return Reason.of(code, details).in(language);
    }
}
