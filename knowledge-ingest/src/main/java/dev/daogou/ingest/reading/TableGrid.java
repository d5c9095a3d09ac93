package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a table as an office document or a drawn page has them, made blocks whose rows can be understood alone: a cell
 * that spans several places stands in each of them, a row across the whole table is the title of what follows, the names of
 * the columns are told from the values, and a table of questions and answers is just that.
 */
public final class TableGrid {

    private record Cell(String text, boolean bold, int across, boolean begins) {}

    private static final Cell NOTHING = new Cell("", false, 1, true);
    private static final int WIDEST = 512;
    private static final int LONGEST_SPAN = 100_000;
    private static final int LONGEST_TITLE = 60;
    private static final int HIGHEST_HEADER = 3;
    private static final Pattern VALUE = Pattern.compile("[-+~\\d.,:/%\\s¥￥$€£年月日]+");

    private final TreeMap<Integer, List<@Nullable Cell>> grid = new TreeMap<>();
    private int markedRows;

    /** Puts a cell where it begins; {@code across} and {@code down} are how many columns and rows it takes. */
    public void place(int row, int column, int across, int down, String text, boolean bold) {
        Cell begun = new Cell(text.strip(), bold, across, true);
        Cell again = new Cell(text.strip(), bold, across, false);
        for (int y = row; y < row + Math.clamp(down, 1, LONGEST_SPAN); y++) {
            for (int x = column; x < Math.min(WIDEST, column + Math.max(1, across)); x++) {
                put(y, x, x == column ? begun : again);
            }
        }
    }

    /** The document says that the first rows name the columns. */
    public void markHeader(int rows) {
        markedRows = rows;
    }

    /** The first column of this row from {@code from} on that no cell has taken yet. */
    public int nextFree(int row, int from) {
        List<@Nullable Cell> line = grid.get(row);
        int column = from;
        while (line != null && column < line.size() && line.get(column) != null) {
            column++;
        }
        return column;
    }

    public boolean isEmpty() {
        return grid.values().stream()
                .flatMap(List::stream)
                .allMatch(cell -> cell == null || cell.text().isEmpty());
    }

    /** Adds what the table says. */
    public void into(SectionBuilder sections) {
        into(sections, List.of());
    }

    /** As {@link #into(SectionBuilder)}; where the table has no names of its columns, it has these (it goes on from before). */
    public List<String> into(SectionBuilder sections, List<String> namesBefore) {
        int marked = rowsThatSaySomething(markedRows);
        List<List<Cell>> rows = rows();
        if (rows.isEmpty()) {
            return List.of();
        }
        int columns = rows.getFirst().size();
        int titles = 0;
        while (titles < rows.size() - 1 && columns > 1 && isTitle(rows.get(titles), titles == 0)) {
            titles++;
        }
        List<List<Cell>> body = rows.subList(titles, rows.size());
        List<String> above =
                rows.subList(0, titles).stream().map(TableGrid::only).toList();
        int headerRows = Math.min(marked > titles ? marked - titles : headerRows(body, columns), body.size() - 1);
        List<String> names = headerRows > 0
                ? names(body.subList(0, headerRows), columns)
                : namesBefore.size() == columns ? namesBefore : List.of();
        List<List<Cell>> values = body.subList(headerRows, body.size());
        if (headerRows > 0 && names(List.of(body.getFirst()), columns).equals(namesBefore)) {
            names = namesBefore;
        }
        List<String> named = names;
        boolean titled = !above.isEmpty() && above.getFirst().length() <= LONGEST_TITLE;
        for (String line : titled ? above.subList(1, above.size()) : above) {
            sections.paragraph(line);
        }
        if (titled) {
            sections.below(above.getFirst(), () -> groups(sections, named, values, columns));
        } else {
            groups(sections, named, values, columns);
        }
        return names;
    }

    /** The rows, parted where a row across the whole table says what the next ones are about. */
    private static void groups(SectionBuilder sections, List<String> names, List<List<Cell>> rows, int columns) {
        int from = 0;
        String title = "";
        for (int i = 0; i <= rows.size(); i++) {
            boolean end = i == rows.size();
            if (!end && !(columns > 1 && isAcross(rows.get(i), columns))) {
                continue;
            }
            List<List<Cell>> group = rows.subList(from, i);
            boolean followed = !end && i + 1 < rows.size() && !isAcross(rows.get(i + 1), columns);
            sections.below(title, () -> table(sections, names, group));
            title = "";
            if (!end) {
                String across = only(rows.get(i));
                if (followed && across.length() <= LONGEST_TITLE) {
                    title = across;
                } else {
                    sections.paragraph(across);
                }
            }
            from = i + 1;
        }
    }

    private static void table(SectionBuilder sections, List<String> names, List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> texts = new ArrayList<>();
        for (List<Cell> row : rows) {
            List<String> line = row.stream().map(Cell::text).toList();
            if (names.isEmpty() && alternates(row)) {
                for (int i = 0; i + 1 < line.size(); i += 2) {
                    texts.add(List.of(line.get(i), line.get(i + 1)));
                }
            } else if (names.isEmpty()) {
                texts.add(row.stream().filter(Cell::begins).map(Cell::text).toList());
            } else {
                texts.add(line);
            }
        }
        QuestionColumns.in(names)
                .map(columns -> columns.pairs(texts))
                .filter(pairs -> !pairs.isEmpty())
                .orElseGet(() -> List.of(new Table(names, texts)))
                .forEach(sections::add);
    }

    /** 0 when no row names the columns. */
    private static int headerRows(List<List<Cell>> rows, int columns) {
        if (columns < 2 || rows.size() < 2) {
            return 0;
        }
        List<Cell> first = rows.getFirst();
        boolean firstColumnBold = rows.size() > 2
                && rows.subList(1, rows.size()).stream()
                        .allMatch(row -> row.getFirst().bold());
        boolean firstBold =
                first.stream().allMatch(cell -> cell.bold() || cell.text().isEmpty());
        if (firstColumnBold && !firstBold) {
            return 0;
        }
        int blanks = (int) first.stream().filter(cell -> cell.text().isEmpty()).count();
        boolean cornerBlank = first.getFirst().text().isEmpty();
        boolean full =
                blanks == 0 || (blanks == 1 && cornerBlank && columns > 2) || (firstBold && blanks * 2 < columns);
        boolean names =
                first.stream().noneMatch(cell -> VALUE.matcher(cell.text()).matches()) || firstBold;
        Set<String> different = new HashSet<>();
        boolean unique = first.stream()
                .filter(cell -> cell.begins() && !cell.text().isEmpty())
                .allMatch(cell -> different.add(cell.text()));
        if (!full || !names || !unique || alternates(first)) {
            return 0;
        }
        if (columns == 2 && !firstBold && !namesTwo(rows)) {
            return 0;
        }
        return 1 + furtherHeaderRows(rows);
    }

    /** Whether the first of rows of two cells names the columns: what follows in one of them are values throughout. */
    private static boolean namesTwo(List<List<Cell>> rows) {
        List<Cell> first = rows.getFirst();
        if (QuestionColumns.in(first.stream().map(Cell::text).toList()).isPresent()) {
            return true;
        }
        return IntStream.range(0, 2)
                .anyMatch(column -> rows.subList(1, rows.size()).stream()
                        .map(row -> row.get(column).text())
                        .allMatch(text -> VALUE.matcher(text).matches()));
    }

    /** A name across several columns has further names below it. */
    private static int furtherHeaderRows(List<List<Cell>> rows) {
        int further = 0;
        while (further + 1 < Math.min(HIGHEST_HEADER, rows.size() - 1)
                && rows.get(further).stream().anyMatch(cell -> cell.across() > 1)
                && rows.get(further + 1).stream()
                        .noneMatch(cell -> VALUE.matcher(cell.text()).matches())) {
            further++;
        }
        return further;
    }

    private static List<String> names(List<List<Cell>> rows, int columns) {
        List<String> header = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            List<String> names = new ArrayList<>();
            for (List<Cell> row : rows) {
                String name = row.get(column).text().replace('\n', ' ');
                if (!name.isBlank() && !names.contains(name)) {
                    names.add(name);
                }
            }
            header.add(String.join(" ", names));
        }
        return header;
    }

    private static boolean isTitle(List<Cell> row, boolean first) {
        boolean alone = row.stream().skip(1).allMatch(cell -> cell.text().isEmpty() || !cell.begins());
        return alone && !row.getFirst().text().isEmpty() && (row.getFirst().across() > 1 || first || row.size() > 2);
    }

    private static boolean isAcross(List<Cell> row, int columns) {
        boolean spans = row.getFirst().across() >= columns
                || row.stream()
                        .skip(1)
                        .allMatch(cell -> !cell.begins()
                                && cell.text().equals(row.getFirst().text()));
        boolean boldAlone = columns > 2
                && row.getFirst().bold()
                && row.stream().skip(1).allMatch(cell -> cell.text().isEmpty());
        return !row.getFirst().text().isEmpty() && (spans || boldAlone);
    }

    /** Name, value, name, value: two facts in one row. */
    private static boolean alternates(List<Cell> row) {
        if (row.size() < 4 || row.size() % 2 != 0) {
            return false;
        }
        return IntStream.range(0, row.size()).allMatch(i -> {
            Cell cell = row.get(i);
            boolean name =
                    cell.bold() || cell.text().endsWith("：") || cell.text().endsWith(":");
            return cell.begins() && name == (i % 2 == 0);
        });
    }

    private static String only(List<Cell> row) {
        return row.getFirst().text();
    }

    private int rowsThatSaySomething(int first) {
        return (int) grid.headMap(first).values().stream()
                .filter(TableGrid::saysSomething)
                .count();
    }

    private static boolean saysSomething(List<@Nullable Cell> row) {
        return row.stream().anyMatch(cell -> cell != null && !cell.text().isEmpty());
    }

    /** The rows that say something, all of the same length, without columns that say nothing. */
    private List<List<Cell>> rows() {
        int width = grid.values().stream().mapToInt(List::size).max().orElse(0);
        boolean[] used = new boolean[width];
        for (List<@Nullable Cell> row : grid.values()) {
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                used[i] |= cell != null && cell.begins() && !cell.text().isEmpty();
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (List<@Nullable Cell> row : grid.values()) {
            if (saysSomething(row)) {
                List<Cell> line = new ArrayList<>();
                for (int i = 0; i < width; i++) {
                    Cell cell = i < row.size() ? row.get(i) : null;
                    if (used[i]) {
                        line.add(cell == null ? NOTHING : cell);
                    }
                }
                rows.add(line);
            }
        }
        return rows;
    }

    private void put(int row, int column, Cell cell) {
        List<@Nullable Cell> line = grid.computeIfAbsent(row, key -> new ArrayList<>());
        while (line.size() <= column) {
            line.add(null);
        }
        if (line.get(column) == null) {
            line.set(column, cell);
        }
    }
}
