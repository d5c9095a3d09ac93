package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table without lines between its columns: words that stand below one another in columns with clear gaps between them, on
 * several lines in a row.
 */
final class AlignedTable {

    private static final int FEWEST_ROWS = 3;
    private static final float GAP = 0.9f;

    /** How many of its places a table has filled at least. */
    private static final float FILLED = 0.55f;

    /** Lines further apart than this many heights of a letter are not of one table. */
    private static final float FURTHEST = 3.2f;

    private record Column(float left, float right) {}

    private final List<List<Fragment>> rows;

    private AlignedTable(List<List<Fragment>> rows) {
        this.rows = rows;
    }

    /** The parts of one flow, from the top down, with tables found among the words. */
    static List<Part> found(List<List<Fragment>> rows) {
        AlignedTable page = new AlignedTable(rows);
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < rows.size()) {
            int end = rows.get(at).size() >= 2 ? page.endOfTable(at) : at;
            if (end - at >= FEWEST_ROWS) {
                List<List<Fragment>> table = rows.subList(at, end);
                parts.add(new Part.Cells(cells(table), boxOf(table)));
                at = end;
            } else {
                parts.add(new Part.Words(Fragment.joined(rows.get(at))));
                at++;
            }
        }
        return parts;
    }

    /** Where the table that begins with this row ends; the row itself when none does. */
    private int endOfTable(int start) {
        int best = start;
        int end = start + 1;
        while (end < rows.size() && isNear(rows.get(end - 1), rows.get(end))) {
            end++;
            List<List<Fragment>> taken = rows.subList(start, end);
            List<Column> columns = columns(taken);
            if (columns.size() < 2) {
                break;
            }
            boolean lastIsRow = rows.get(end - 1).size() >= 2;
            boolean lastGoesOn = !lastIsRow && goesOn(rows.get(end - 1).getFirst(), columns);
            if (!lastIsRow && !lastGoesOn) {
                break;
            }
            if (isTable(taken, columns)) {
                best = end;
            }
        }
        return best;
    }

    private static boolean isNear(List<Fragment> above, List<Fragment> below) {
        float size = Math.max(above.getFirst().size(), below.getFirst().size());
        return below.getFirst().baseline() - above.getFirst().baseline() <= FURTHEST * size;
    }

    /** A line with words in one column only goes on with the row above, unless it is in the first column. */
    private static boolean goesOn(Fragment words, List<Column> columns) {
        return words.box().left() >= columns.get(1).left() - words.size();
    }

    private static boolean isTable(List<List<Fragment>> rows, List<Column> columns) {
        int full = 0;
        int filled = 0;
        float[] length = new float[columns.size()];
        for (List<Fragment> row : rows) {
            if (row.size() < 2) {
                continue;
            }
            full++;
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                List<Fragment> inside =
                        row.stream().filter(words -> isIn(words, column)).toList();
                filled += inside.isEmpty() ? 0 : 1;
                for (Fragment words : inside) {
                    length[i] += words.ems();
                }
            }
        }
        if (full < FEWEST_ROWS || filled < FILLED * full * columns.size()) {
            return false;
        }
        // Long lines in every column are text set in columns.
        boolean allLong = true;
        for (float ems : length) {
            allLong &= ems / full > 14;
        }
        return !allLong;
    }

    private static List<Column> columns(List<List<Fragment>> rows) {
        List<Fragment> words = new ArrayList<>();
        rows.forEach(words::addAll);
        words.sort(Comparator.comparingDouble(fragment -> fragment.box().left()));
        List<Column> columns = new ArrayList<>();
        for (Fragment fragment : words) {
            Box box = fragment.box();
            if (!columns.isEmpty() && box.left() < columns.getLast().right() + GAP * fragment.size()) {
                Column last = columns.getLast();
                columns.set(columns.size() - 1, new Column(last.left(), Math.max(last.right(), box.right())));
            } else {
                columns.add(new Column(box.left(), box.right()));
            }
        }
        return columns;
    }

    private static boolean isIn(Fragment words, Column column) {
        float middle = (words.box().left() + words.box().right()) / 2;
        return middle >= column.left() && middle <= column.right();
    }

    private static TableGrid cells(List<List<Fragment>> rows) {
        List<Column> columns = columns(rows);
        TableGrid grid = new TableGrid();
        List<List<List<Fragment>>> lines = new ArrayList<>();
        for (List<Fragment> row : rows) {
            List<List<Fragment>> cells;
            boolean further = row.size() == 1 && !lines.isEmpty();
            if (further) {
                cells = lines.getLast();
            } else {
                cells = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.add(new ArrayList<>());
                }
                lines.add(cells);
            }
            for (Fragment words : row) {
                for (int i = 0; i < columns.size(); i++) {
                    if (isIn(words, columns.get(i))) {
                        cells.get(i).add(words);
                        break;
                    }
                }
            }
        }
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                List<Fragment> cell = lines.get(row).get(column);
                boolean bold = !cell.isEmpty() && cell.stream().allMatch(Fragment::bold);
                grid.place(row, column, 1, 1, CellText.of(cell), bold);
            }
        }
        return grid;
    }

    private static Box boxOf(List<List<Fragment>> rows) {
        Box box = rows.getFirst().getFirst().box();
        for (List<Fragment> row : rows) {
            for (Fragment words : row) {
                box = box.with(words.box());
            }
        }
        return box;
    }
}
