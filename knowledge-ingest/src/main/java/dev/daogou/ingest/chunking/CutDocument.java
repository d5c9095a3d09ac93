package dev.daogou.ingest.chunking;

import dev.daogou.ingest.chunking.TableRows.Cell;
import dev.daogou.ingest.chunking.TableRows.Row;
import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.TextMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into passages. A passage is about one thing: it never spans two headings; a table is cut by rows, each
 * with the names of its columns; a list stays together unless it is long or its items are entries of their own, such as
 * fault codes; an answer stays with its question, which is the last title of its passage.
 *
 * <p>A passage with its titles is about 60 to 400 tokens of the embedding model long, and what is embedded is never longer
 * than the model reads. Its text is a part of what was read, word for word; put together again, the passages are the whole.
 */
public final class CutDocument {

    /** Rows and entries at least this long on average each say something of their own. */
    private static final int TELLING_ROW = 30;

    /** A row or entry this long is a passage by itself. */
    private static final int ENOUGH_FOR_ENTRY = 32;

    /** A table that is no longer is one passage. */
    private static final int SMALL_TABLE = 160;

    /** The beginning of a row is what its parts are called by, if it is no longer. */
    private static final int ROW_NAME = 30;

    private static final int SHORTEST_ROOM = 200;
    private static final int FEWEST_ENTRIES = 3;

    /** A path of titles is embedded when it is no longer, else the last title alone. */
    private static final int TITLES_TO_EMBED = 80;

    /** So much of a single title is embedded; a question that is longer is running text. */
    private static final int TITLE_TO_EMBED = 160;

    /** An item that starts with a code or a number of its own: {@code - E05: …}, {@code ERR-12 …}. */
    private static final Pattern ENTRY = Pattern.compile(
            "^(?:[-*•]\\s*|\\d{1,3}[.、)]\\s*)?[\"“【\\[(]?[A-Za-z]{1,5}[- ]?\\d{1,5}\\b[^.].*", Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("\\s?\\((?:https?://|/)[^()\\s]*\\)");
    /** Between the titles of a path. */
    static final String BELOW = " > ";

    private final Length length;
    private final int mostToEmbed;
    private final List<PassageDraft> passages = new ArrayList<>();

    private CutDocument(TextMeasure measure) {
        this.length = new Length(measure);
        this.mostToEmbed = measure.longest();
    }

    /**
     * The passages of a document, in reading order.
     *
     * @param title what the document is called; begins every title path that does not already begin so
     * @param measure how long texts are for the model that will embed them
     */
    public static List<PassageDraft> into(ReadDocument document, String title, TextMeasure measure) {
        CutDocument cut = new CutDocument(measure);
        for (Section section : document.sections()) {
            int before = cut.passages.size();
            cut.section(section, titles(title, section.titles()));
            cut.passages
                    .subList(before, cut.passages.size())
                    .replaceAll(passage -> PageNumbers.shown(section.pages(), passage));
        }
        return cut.passages;
    }

    private void section(Section section, List<String> titles) {
        List<Block> running = new ArrayList<>();
        for (Block block : section.blocks()) {
            if (!(block instanceof QuestionAndAnswer pair)) {
                running.add(block);
            } else if (length.of(pair.question()) > TITLE_TO_EMBED) {
                running.add(new Paragraph(pair.question()));
                running.add(new Paragraph(pair.answer()));
            } else {
                running(running, titles);
                running.clear();
                answer(pair, titles);
            }
        }
        running(running, titles);
    }

    private void running(List<Block> blocks, List<String> titles) {
        int room = roomBelow(titles);
        Packing packing = new Packing(room, length);
        for (Block block : blocks) {
            switch (block) {
                case Paragraph paragraph -> packing.paragraph(paragraph.text());
                case Listing listing -> list(listing.items(), packing, room);
                case Table table -> table(TableRows.of(table), packing, titles);
                case QuestionAndAnswer pair -> throw new IllegalArgumentException("Not running text: " + pair);
            }
        }
        for (Piece piece : packing.pieces()) {
            passages.add(passage(below(titles, piece.below()), piece, null));
        }
    }

    private void answer(QuestionAndAnswer pair, List<String> titles) {
        List<String> path = below(titles, List.of(pair.question().replace('\n', ' ')));
        int room = roomBelow(path);
        List<Piece> pieces = length.of(pair.answer()) <= room
                ? List.of(Piece.of(pair.answer()))
                : new Sentences(length).split(pair.answer(), Packing.WANTED, room);
        for (Piece piece : pieces) {
            passages.add(passage(path, piece, pair.productId()));
        }
    }

    private void list(List<String> items, Packing packing, int room) {
        int whole = length.of(String.join("\n", items));
        long entries =
                items.stream().filter(item -> ENTRY.matcher(item).matches()).count();
        boolean listOfEntries = items.size() >= FEWEST_ENTRIES && entries * 5 >= items.size() * 4L;
        if (listOfEntries && whole > SMALL_TABLE) {
            packing.entries(items, ENOUGH_FOR_ENTRY);
        } else if (whole <= room) {
            packing.together(items);
        } else {
            packing.entries(items, Packing.WANTED);
        }
    }

    private void table(List<Row> rows, Packing packing, List<String> titles) {
        int room = roomBelow(titles);
        int[] lengths = rows.stream().mapToInt(row -> length.of(row.text())).toArray();
        int whole = Arrays.stream(lengths).sum();
        if (whole <= SMALL_TABLE) {
            packing.together(rows.stream().map(Row::text).toList());
            return;
        }
        int enough = whole >= TELLING_ROW * rows.size() ? ENOUGH_FOR_ENTRY : Packing.WANTED;
        List<String> fitting = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] <= room) {
                fitting.add(rows.get(i).text());
                continue;
            }
            if (!fitting.isEmpty()) {
                packing.entries(fitting, enough);
                fitting.clear();
            }
            packing.finished(parts(rows.get(i), titles));
        }
        if (!fitting.isEmpty()) {
            packing.entries(fitting, enough);
        }
    }

    /** A row that is too long for one passage: cells together as far as there is room, each part below the row's name. */
    private List<Piece> parts(Row row, List<String> titles) {
        String name = row.part(row.cells().getFirst(), row.cells().getFirst());
        List<String> below = length.of(name) <= ROW_NAME ? List.of(name) : List.of();
        int room = roomBelow(below(titles, below));
        List<Piece> parts = new ArrayList<>();
        Cell first = null;
        Cell last = null;
        for (Cell cell : row.cells()) {
            if (first != null && last != null && length.of(row.part(first, cell)) > room) {
                parts.add(new Piece(below, row.part(first, last), null));
                first = null;
            }
            if (first == null && length.of(row.part(cell, cell)) > room) {
                parts.addAll(parts(row, cell, titles, below));
                continue;
            }
            first = first == null ? cell : first;
            last = cell;
        }
        if (first != null && last != null) {
            parts.add(new Piece(below, row.part(first, last), null));
        }
        return parts;
    }

    private List<Piece> parts(Row row, Cell cell, List<String> titles, List<String> below) {
        boolean named = !cell.name().isBlank() && length.of(cell.name()) <= ROW_NAME;
        List<String> belowColumn = named ? below(below, List.of(cell.name())) : below;
        String text = row.text().substring(named ? cell.contentFrom() : cell.from(), cell.to());
        return new Sentences(length)
                .split(text, Packing.WANTED, roomBelow(below(titles, belowColumn))).stream()
                        .map(piece -> new Piece(belowColumn, piece.text(), piece.joint()))
                        .toList();
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

    private static List<String> below(List<String> titles, List<String> more) {
        List<String> path = new ArrayList<>(titles);
        path.addAll(more);
        return path;
    }

    private PassageDraft passage(List<String> titles, Piece piece, @Nullable String productId) {
        String text = piece.text();
        List<String> read = new ArrayList<>();
        read.add(titlesToRead(titles));
        read.add(ADDRESS.matcher(text).replaceAll(""));
        if (productId != null) {
            read.add(productId);
        }
        String embedded = String.join("\n", read).strip();
        return new PassageDraft(
                String.join(BELOW, titles),
                text,
                length.measure().tokens(embedded) <= mostToEmbed ? embedded : length.head(embedded, mostToEmbed),
                piece.joint());
    }

    private String titlesToRead(List<String> titles) {
        String path = String.join(BELOW, titles);
        if (length.of(path) <= TITLES_TO_EMBED) {
            return path;
        }
        return length.head(titles.getLast(), TITLE_TO_EMBED);
    }

    private int roomBelow(List<String> titles) {
        return Math.max(SHORTEST_ROOM, Packing.LONGEST - length.of(titlesToRead(titles)));
    }
}
