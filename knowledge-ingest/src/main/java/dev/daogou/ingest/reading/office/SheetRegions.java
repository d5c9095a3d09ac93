package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.SectionBuilder;
import dev.daogou.ingest.reading.TableGrid;
import dev.daogou.ingest.reading.office.SheetCells.Merged;
import dev.daogou.ingest.reading.office.SheetCells.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parts a sheet into its tables: blank rows part them, and blank columns where there is a table on either side. */
final class SheetRegions {

    private static final int FEWEST = 2;
    private static final NavigableMap<Integer, Value> NO_CELLS = Collections.emptyNavigableMap();

    private final SheetCells cells;
    private final SectionBuilder sections;
    private final TreeMap<Integer, List<Merged>> mergedByRow = new TreeMap<>();

    private SheetRegions(SheetCells cells, SectionBuilder sections) {
        this.cells = cells;
        this.sections = sections;
        for (Merged each : cells.merged()) {
            mergedByRow
                    .computeIfAbsent(each.firstRow(), key -> new ArrayList<>())
                    .add(each);
        }
    }

    static void into(SheetCells cells, SectionBuilder sections) {
        SheetRegions regions = new SheetRegions(cells, sections);
        int first = -1;
        int last = -1;
        int covered = -1;
        for (int row : cells.rows().keySet()) {
            if (first >= 0 && row > Math.max(last, covered) + 1) {
                regions.rows(first, last);
                first = row;
            }
            first = first < 0 ? row : first;
            last = row;
            for (Merged each : regions.mergedByRow.getOrDefault(row, List.of())) {
                covered = Math.max(covered, each.lastRow());
            }
        }
        if (first >= 0) {
            regions.rows(first, last);
        }
    }

    private void rows(int first, int last) {
        NavigableMap<Integer, NavigableMap<Integer, Value>> rows = cells.rows().subMap(first, true, last, true);
        TreeSet<Integer> used = new TreeSet<>();
        rows.values().forEach(row -> used.addAll(row.keySet()));
        for (Merged each : merged(first, last)) {
            // A title across the whole table parts nothing and joins nothing.
            boolean joins = each.firstRow() > first;
            for (int column = each.firstColumn();
                    joins && column <= Math.min(each.lastColumn(), used.last());
                    column++) {
                used.add(column);
            }
        }
        int from = used.first();
        int before = from;
        List<int[]> spans = new ArrayList<>();
        for (int column : used) {
            if (column > before + 1) {
                spans.add(new int[] {from, before});
                from = column;
            }
            before = column;
        }
        spans.add(new int[] {from, before});
        boolean sideBySide = spans.size() > 1 && spans.stream().allMatch(span -> isTable(rows, span));
        if (!sideBySide) {
            table(rows, used.first(), used.last());
            return;
        }
        for (int[] span : spans) {
            table(rows, span[0], span[1]);
        }
    }

    private static boolean isTable(NavigableMap<Integer, NavigableMap<Integer, Value>> rows, int[] span) {
        long filled = rows.values().stream()
                .filter(row -> !row.subMap(span[0], true, span[1], true).isEmpty())
                .count();
        return span[1] - span[0] + 1 >= FEWEST && filled >= FEWEST;
    }

    private void table(NavigableMap<Integer, NavigableMap<Integer, Value>> rows, int firstColumn, int lastColumn) {
        int first = rows.firstKey();
        int last = rows.lastKey();
        TableGrid grid = new TableGrid();
        for (Merged each : merged(first, last)) {
            Value value = rows.getOrDefault(each.firstRow(), NO_CELLS).get(each.firstColumn());
            if (value != null && each.firstColumn() >= firstColumn && each.firstColumn() <= lastColumn) {
                grid.place(
                        each.firstRow() - first,
                        each.firstColumn() - firstColumn,
                        Math.min(each.lastColumn(), lastColumn) - each.firstColumn() + 1,
                        Math.min(each.lastRow(), last) - each.firstRow() + 1,
                        value.text(),
                        value.bold());
            }
        }
        for (Map.Entry<Integer, NavigableMap<Integer, Value>> row : rows.entrySet()) {
            for (Map.Entry<Integer, Value> cell :
                    row.getValue().subMap(firstColumn, true, lastColumn, true).entrySet()) {
                grid.place(
                        row.getKey() - first,
                        cell.getKey() - firstColumn,
                        1,
                        1,
                        cell.getValue().text(),
                        cell.getValue().bold());
            }
        }
        grid.into(sections);
    }

    private List<Merged> merged(int first, int last) {
        return mergedByRow.subMap(first, true, last, true).values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
