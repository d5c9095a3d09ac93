package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes lines and tables in reading order of the letters of one page. */
final class PageText {

    private PageText() {}

    static List<Piece> of(int page, Layer layer) {
        List<Part> parts = new ArrayList<>();
        List<Glyph> running = new ArrayList<>(layer.glyphs());
        for (RuledTable table : RuledTable.in(layer.lines())) {
            takeTable(table, running, parts);
        }
        Fragment.of(running).forEach(fragment -> parts.add(new Part.Words(fragment)));
        List<Piece> pieces = new ArrayList<>();
        for (List<Part> flow : ReadingOrder.of(parts)) {
            pieces.addAll(piecesOf(page, flow, layer.height()));
        }
        return pieces;
    }

    private static void takeTable(RuledTable table, List<Glyph> running, List<Part> parts) {
        if (table.columnCount() < 2) {
            return;
        }
        Box box = table.box();
        List<Glyph> inside = running.stream()
                .filter(glyph -> box.holds(glyph.middle(), glyph.centre()))
                .toList();
        TableGrid cells = table.read(inside);
        if (!cells.isEmpty()) {
            running.removeIf(glyph -> box.holds(glyph.middle(), glyph.centre()));
            parts.add(new Part.Cells(cells, box));
        }
    }

    private static List<Piece> piecesOf(int page, List<Part> flow, float pageHeight) {
        Box column = flow.getFirst().box();
        for (Part part : flow) {
            column = column.with(part.box());
        }
        List<Piece> pieces = new ArrayList<>();
        List<Fragment> words = new ArrayList<>();
        for (Part part : flow) {
            switch (part) {
                case Part.Words some -> words.add(some.fragment());
                case Part.Cells table -> {
                    lines(page, words, column, pageHeight, pieces);
                    words.clear();
                    pieces.add(new Piece.Grid(page, table.cells(), table.box()));
                }
            }
        }
        lines(page, words, column, pageHeight, pieces);
        return pieces;
    }

    private static void lines(int page, List<Fragment> words, Box column, float pageHeight, List<Piece> pieces) {
        for (Part part : AlignedTable.found(rows(words))) {
            switch (part) {
                case Part.Words some -> {
                    Fragment line = some.fragment();
                    if (!line.text().isBlank()) {
                        pieces.add(new Piece.Line(
                                page, line.text(), line.box(), column, line.size(), line.bold(), pageHeight));
                    }
                }
                case Part.Cells table -> pieces.add(new Piece.Grid(page, table.cells(), table.box()));
            }
        }
    }

    /** Words on the same line, from the left; the lines from the top. */
    private static List<List<Fragment>> rows(List<Fragment> words) {
        List<Fragment> sorted = new ArrayList<>(words);
        sorted.sort(Comparator.comparingDouble(Fragment::baseline));
        List<List<Fragment>> rows = new ArrayList<>();
        for (Fragment fragment : sorted) {
            boolean sameLine = !rows.isEmpty()
                    && fragment.baseline() - rows.getLast().getFirst().baseline()
                            <= 0.35f
                                    * Math.max(
                                            fragment.size(),
                                            rows.getLast().getFirst().size());
            if (sameLine) {
                rows.getLast().add(fragment);
            } else {
                rows.add(new ArrayList<>(List.of(fragment)));
            }
        }
        rows.forEach(row ->
                row.sort(Comparator.comparingDouble(fragment -> fragment.box().left())));
        return rows;
    }
}
