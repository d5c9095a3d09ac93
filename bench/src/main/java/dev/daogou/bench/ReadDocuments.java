package dev.daogou.bench;

import dev.daogou.ingest.intake.FileTypes;
import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.knowledge.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads every document of a folder as intake and indexing do, and says how many of the words of its reference were
 * recovered. The measure is the multiset recall of words, see {@link Words}: a word that the reference has three times must
 * have been read three times. Surplus is what was read and is not in the reference.
 *
 * <p>The folder has, somewhere below, folders {@code sources} with documents and beside them {@code groundtruth} with
 * {@code NAME.md} for each document {@code NAME}; documents without a reference are read all the same. Options: {@code --missing}
 * prints the words that were not recovered, {@code --record}.
 */
public final class ReadDocuments {

    /** What became of one document. */
    private sealed interface Outcome {
        record Recovered(int reference, int found, int surplus, String missing) implements Outcome {}

        record ReadWithoutReference(int words) implements Outcome {}

        record Refused(String reason) implements Outcome {}

        record Crashed(Throwable cause) implements Outcome {}
    }

    private record Taken(Path document, Outcome outcome, Duration took) {}

    private static final class Sum {
        private int documents;
        private int refused;
        private int crashed;
        private int reference;
        private int found;
        private int surplus;
        private double shares;
        private int compared;
        private Duration took = Duration.ZERO;
    }

    private final Arguments arguments;
    private final Path folder;

    private ReadDocuments(Arguments arguments) {
        this.arguments = arguments;
        this.folder = Path.of(arguments.word(0, "the folder with the documents"));
    }

    public static void main(String[] args) {
        try {
            new ReadDocuments(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() {
        List<Taken> all = documents().stream().map(ReadDocuments::take).toList();
        Table each = new Table("document", "words", "recovered", "share", "surplus", "ms", "");
        TreeMap<String, Sum> sums = new TreeMap<>();
        for (Taken taken : all) {
            row(each, taken);
            add(sums.computeIfAbsent(endingOf(taken.document()), ending -> new Sum()), taken);
            add(sums.computeIfAbsent("~ all", ending -> new Sum()), taken);
        }
        System.out.println(each.forTerminal());
        Table overall = new Table(
                "format",
                "documents",
                "refused with a reason",
                "crashed",
                "reference words",
                "recovered",
                "share of words",
                "mean share per document",
                "surplus words",
                "time");
        sums.forEach((ending, sum) -> overall.row(
                ending.replace("~ ", ""),
                sum.documents,
                sum.refused,
                sum.crashed,
                sum.reference,
                sum.found,
                percent(sum.found, sum.reference),
                sum.compared == 0 ? "-" : "%.2f %%".formatted(100 * sum.shares / sum.compared),
                sum.surplus,
                sum.took.toMillis() + " ms"));
        System.out.println(overall.forTerminal());
        Measurements.record(
                arguments,
                "ReadDocuments",
                "reading documents and comparing with reference Markdown; multiset recall of words, link targets left out",
                overall);
    }

    private List<Path> documents() {
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
            List<Path> sources = files.stream()
                    .filter(file -> file.resolveSibling("").endsWith("sources"))
                    .toList();
            return sources.isEmpty() ? files : sources;
        } catch (IOException unreadable) {
            throw new Arguments.WrongArguments("The folder cannot be read: " + unreadable.getMessage());
        }
    }

    private static Taken take(Path document) {
        long from = System.nanoTime();
        Outcome outcome;
        try {
            outcome = read(document);
        } catch (DocumentUnreadable unreadable) {
            outcome = new Outcome.Refused(unreadable.reason().in(Language.EN));
        } catch (RuntimeException | StackOverflowError crash) {
            outcome = new Outcome.Crashed(crash);
        }
        return new Taken(document, outcome, Duration.ofNanos(System.nanoTime() - from));
    }

    private static Outcome read(Path document) {
        byte[] content = bytes(document);
        String name = String.valueOf(document.getFileName());
        return switch (FileTypes.tell(content, name)) {
            case FileTypes.Told.Refused refused ->
                new Outcome.Refused(refused.reason().in(Language.EN));
            case FileTypes.Told.OfType told -> {
                String text = textOf(Readers.read(new SourceFile(content, told.mediaType(), null)));
                Words read = Words.ofRead(text);
                Optional<Words> reference = referenceOf(document);
                if (reference.isEmpty()) {
                    yield new Outcome.ReadWithoutReference(read.size());
                }
                int found = reference.get().alsoIn(read);
                yield new Outcome.Recovered(
                        reference.get().size(),
                        found,
                        read.size() - found,
                        reference.get().missingIn(read));
            }
        };
    }

    private static Optional<Words> referenceOf(Path document) {
        Path folder = document.resolveSibling("..").resolve("groundtruth").normalize();
        Path reference = folder.resolve(document.getFileName() + ".md");
        return Files.exists(reference)
                ? Optional.of(Words.ofMarkdown(new String(bytes(reference), java.nio.charset.StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** Every word once: a heading where its section begins, not again in each section below it. */
    private static String textOf(ReadDocument document) {
        StringBuilder text = new StringBuilder();
        List<String> above = List.of();
        for (Section section : document.sections()) {
            int same = 0;
            while (same < Math.min(above.size(), section.titles().size())
                    && above.get(same).equals(section.titles().get(same))) {
                same++;
            }
            section.titles().stream()
                    .skip(same)
                    .forEach(title -> text.append(title).append('\n'));
            above = section.titles();
            section.blocks().forEach(block -> text.append(textOf(block)).append('\n'));
        }
        return text.toString();
    }

    private static String textOf(Block block) {
        return switch (block) {
            case Block.Paragraph paragraph -> paragraph.text();
            case Block.Listing listing -> String.join("\n", listing.items());
            case Block.QuestionAndAnswer pair -> pair.question() + "\n" + pair.answer();
            case Block.Table table -> {
                List<List<String>> rows = new ArrayList<>();
                rows.add(table.header());
                rows.addAll(table.rows());
                yield String.join(
                        "\n", rows.stream().map(row -> String.join("\t", row)).toList());
            }
        };
    }

    private void row(Table each, Taken taken) {
        String name = folder.relativize(taken.document()).toString();
        long millis = taken.took().toMillis();
        switch (taken.outcome()) {
            case Outcome.Recovered recovered ->
                each.row(
                        name,
                        recovered.reference(),
                        recovered.found(),
                        percent(recovered.found(), recovered.reference()),
                        recovered.surplus(),
                        millis,
                        arguments.has("missing") ? recovered.missing() : "");
            case Outcome.ReadWithoutReference read ->
                each.row(name, "-", "-", "-", read.words(), millis, "no reference");
            case Outcome.Refused refused -> each.row(name, "-", "-", "-", "-", millis, "refused: " + refused.reason());
            case Outcome.Crashed crashed -> each.row(name, "-", "-", "-", "-", millis, "CRASHED: " + crashed.cause());
        }
    }

    private static void add(Sum sum, Taken taken) {
        sum.documents++;
        sum.took = sum.took.plus(taken.took());
        switch (taken.outcome()) {
            case Outcome.Recovered recovered -> {
                sum.reference += recovered.reference();
                sum.found += recovered.found();
                sum.surplus += recovered.surplus();
                if (recovered.reference() > 0) {
                    sum.compared++;
                    sum.shares += (double) recovered.found() / recovered.reference();
                }
            }
            case Outcome.ReadWithoutReference read -> {}
            case Outcome.Refused refused -> sum.refused++;
            case Outcome.Crashed crashed -> sum.crashed++;
        }
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : "%.2f %%".formatted(100.0 * part / whole);
    }

    private static String endingOf(Path document) {
        String name = document.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
