package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** An HTML table as header and rows; a cell that spans several places stands in each of them. */
final class HtmlTable {

    private static final int WIDEST = 200;
    private static final int LONGEST_SPAN = 1_000;

    private record Cell(String text, boolean heading, boolean inHead) {}

    /** Spans fill no more places than this; a table with more is not made to be read. */
    private static final int MOST_FILLED = 200_000;

    private final List<List<@Nullable Cell>> grid = new ArrayList<>();
    private int lines;
    private int filled;

    private HtmlTable() {}

    /** The table, or nothing when no cell says anything. */
    static Optional<Block> of(Element table, @Nullable String baseUrl) {
        HtmlTable places = new HtmlTable();
        int row = 0;
        List<Element> lines = linesOf(table);
        places.lines = lines.size();
        for (Element line : lines) {
            places.place(row++, line, baseUrl);
        }
        List<List<Cell>> rows = places.rows();
        return rows.isEmpty() ? Optional.empty() : Optional.of(split(rows));
    }

    private static List<Element> linesOf(Element table) {
        List<Element> lines = new ArrayList<>();
        for (Element part : table.children()) {
            if (part.nameIs("tr")) {
                lines.add(part);
            } else {
                part.children().stream().filter(line -> line.nameIs("tr")).forEach(lines::add);
            }
        }
        return lines;
    }

    private void place(int row, Element line, @Nullable String baseUrl) {
        boolean inHead = line.parent() != null && line.parent().nameIs("thead");
        int column = 0;
        for (Element element : line.children()) {
            while (isTaken(row, column)) {
                column++;
            }
            Cell cell = new Cell(InlineText.of(element, baseUrl), element.nameIs("th"), inHead);
            int across = span(element, "colspan", WIDEST);
            int down = Math.min(span(element, "rowspan", LONGEST_SPAN), lines - row);
            if (across * down > 1 && (filled += across * down) > MOST_FILLED) {
                across = 1;
                down = 1;
            }
            for (int y = row; y < row + down; y++) {
                for (int x = column; x < column + across && x < WIDEST; x++) {
                    put(y, x, cell);
                }
            }
            column += across;
        }
    }

    private void put(int row, int column, Cell cell) {
        while (grid.size() <= row) {
            grid.add(new ArrayList<>());
        }
        List<@Nullable Cell> line = grid.get(row);
        while (line.size() <= column) {
            line.add(null);
        }
        line.set(column, cell);
    }

    private boolean isTaken(int row, int column) {
        return row < grid.size()
                && column < grid.get(row).size()
                && grid.get(row).get(column) != null;
    }

    private List<List<Cell>> rows() {
        List<List<Cell>> rows = new ArrayList<>();
        for (List<@Nullable Cell> line : grid) {
            List<Cell> row = new ArrayList<>();
            for (Cell cell : line) {
                row.add(cell == null ? new Cell("", false, false) : cell);
            }
            if (row.stream().anyMatch(cell -> !cell.text().isBlank())) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Table split(List<List<Cell>> rows) {
        int headerRows = 0;
        while (headerRows < rows.size() - 1 && isHeader(rows.get(headerRows))) {
            headerRows++;
        }
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        boolean anyHeading = rows.stream().flatMap(List::stream).anyMatch(Cell::heading);
        if (headerRows == 0 && !anyHeading && columns > 2 && rows.size() > 1) {
            // Without marked headings, the first of several full rows names the columns.
            boolean full = rows.getFirst().size() == columns
                    && rows.getFirst().stream().noneMatch(cell -> cell.text().isBlank());
            headerRows = full ? 1 : 0;
        }
        List<List<String>> body = new ArrayList<>();
        for (List<Cell> row : rows.subList(headerRows, rows.size())) {
            if (headerRows == 0 && alternates(row)) {
                for (int i = 0; i + 1 < row.size(); i += 2) {
                    body.add(List.of(row.get(i).text(), row.get(i + 1).text()));
                }
            } else {
                body.add(row.stream().map(Cell::text).toList());
            }
        }
        return new Table(header(rows.subList(0, headerRows), columns), body);
    }

    private static boolean isHeader(List<Cell> row) {
        return row.stream()
                .allMatch(cell -> cell.inHead() || cell.heading() || cell.text().isBlank());
    }

    /** Name, value, name, value: two facts in one row. */
    private static boolean alternates(List<Cell> row) {
        if (row.size() < 4 || row.size() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i).heading() != (i % 2 == 0)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> header(List<List<Cell>> rows, int columns) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> header = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            List<String> names = new ArrayList<>();
            for (List<Cell> row : rows) {
                String name = column < row.size() ? row.get(column).text() : "";
                if (!name.isBlank() && !names.contains(name)) {
                    names.add(name);
                }
            }
            header.add(String.join(" ", names).replace('\n', ' '));
        }
        return header;
    }

    private static int span(Element cell, String attribute, int most) {
        String value = cell.attr(attribute);
        return value.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(value), 1, most) : 1;
    }
}
