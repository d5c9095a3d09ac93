package dev.daogou.ingest.chunking;

import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import dev.daogou.knowledge.PassageDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into passages. A passage is about one thing: it never spans two headings; a table is cut by rows, each
 * with the names of its columns; a list stays together unless it is long or its items are entries of their own, such as
 * fault codes; an answer stays with its question, which is the last title of its passage.
 *
 * <p>A passage with its titles is about 60 to 400 Chinese characters long, or half as many English words.
 */
public final class CutDocument {

    /** Rows and entries at least this long on average each say something of their own. */
    private static final double TELLING_ROW = 30;

    /** A row or entry this long is a passage by itself. */
    private static final double ENOUGH_FOR_ENTRY = 32;

    /** A table that is no longer is one passage. */
    private static final double SMALL_TABLE = 160;

    private static final double SHORTEST_ROOM = 200;
    private static final int FEWEST_ENTRIES = 3;
    private static final double TITLES_TO_EMBED = 80;

    /** An item that starts with a code or a number of its own: {@code - E05: …}, {@code ERR-12 …}. */
    private static final Pattern ENTRY = Pattern.compile(
            "^(?:[-*•]\\s*|\\d{1,3}[.、)]\\s*)?[\"“【\\[(]?[A-Za-z]{1,5}[- ]?\\d{1,5}\\b[^.].*", Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("\\s?\\((?:https?://|/)[^()\\s]*\\)");
    /** Between the titles of a path. */
    static final String BELOW = " > ";

    private CutDocument() {}

    /**
     * The passages of a document, in reading order.
     *
     * @param title what the document is called; begins every title path that does not already begin so
     */
    public static List<PassageDraft> into(ReadDocument document, String title) {
        List<PassageDraft> passages = new ArrayList<>();
        for (Section section : document.sections()) {
            List<String> titles = titles(title, section.titles());
            int before = passages.size();
            List<Block> running = new ArrayList<>();
            for (Block block : section.blocks()) {
                if (block instanceof QuestionAndAnswer pair) {
                    cut(running, titles, passages);
                    running.clear();
                    answer(pair, titles, passages);
                } else {
                    running.add(block);
                }
            }
            cut(running, titles, passages);
            passages.subList(before, passages.size())
                    .replaceAll(passage -> PageNumbers.shown(section.pages(), passage));
        }
        return passages;
    }

    private static void cut(List<Block> blocks, List<String> titles, List<PassageDraft> passages) {
        Packing packing = new Packing(roomBelow(titles));
        for (Block block : blocks) {
            switch (block) {
                case Paragraph paragraph -> packing.paragraph(paragraph.text());
                case Listing listing -> list(listing.items(), packing, roomBelow(titles));
                case Table table -> table(TableRows.of(table), packing);
                case QuestionAndAnswer pair -> throw new IllegalArgumentException("Not running text: " + pair);
            }
        }
        for (String text : packing.pieces()) {
            passages.add(passage(titles, text, null));
        }
    }

    private static void answer(QuestionAndAnswer pair, List<String> titles, List<PassageDraft> passages) {
        List<String> path = new ArrayList<>(titles);
        path.add(pair.question().replace('\n', ' '));
        double room = roomBelow(path);
        List<String> pieces = TextLength.of(pair.answer()) <= room
                ? List.of(pair.answer())
                : Sentences.split(pair.answer(), Packing.WANTED, room);
        for (String text : pieces) {
            passages.add(passage(path, text, pair.productId()));
        }
    }

    private static void list(List<String> items, Packing packing, double room) {
        double length = TextLength.of(String.join("\n", items));
        long entries =
                items.stream().filter(item -> ENTRY.matcher(item).matches()).count();
        boolean listOfEntries = items.size() >= FEWEST_ENTRIES && entries * 5 >= items.size() * 4L;
        if (listOfEntries && length > SMALL_TABLE) {
            packing.entries(items, ENOUGH_FOR_ENTRY);
        } else if (length <= room) {
            packing.together(items);
        } else {
            packing.entries(items, Packing.WANTED);
        }
    }

    private static void table(List<String> rows, Packing packing) {
        double length = rows.stream().mapToDouble(TextLength::of).sum();
        if (length <= SMALL_TABLE) {
            packing.together(rows);
        } else {
            packing.entries(rows, length / rows.size() >= TELLING_ROW ? ENOUGH_FOR_ENTRY : Packing.WANTED);
        }
    }

    private static List<String> titles(String title, List<String> headings) {
        List<String> titles = new ArrayList<>();
        String first = headings.isEmpty() ? "" : headings.getFirst();
        boolean named = !first.isBlank() && (first.contains(title) || title.contains(first));
        if (!named && !title.isBlank()) {
            titles.add(title);
        }
        for (String heading : headings) {
            if (titles.isEmpty() || !titles.getLast().equals(heading)) {
                titles.add(heading);
            }
        }
        return titles;
    }

    private static PassageDraft passage(List<String> titles, String text, @Nullable String productId) {
        String path = String.join(BELOW, titles);
        List<String> read = new ArrayList<>();
        read.add(TextLength.of(path) <= TITLES_TO_EMBED ? path : titles.getLast());
        read.add(ADDRESS.matcher(text).replaceAll(""));
        if (productId != null) {
            read.add(productId);
        }
        return new PassageDraft(path, text, String.join("\n", read).strip());
    }

    private static double roomBelow(List<String> titles) {
        double taken = Math.min(TextLength.of(String.join(BELOW, titles)), TITLES_TO_EMBED);
        return Math.max(SHORTEST_ROOM, Packing.LONGEST - taken);
    }
}
