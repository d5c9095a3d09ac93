package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.List;

/** Puts the letters inside a ruled table into its cells; places that no line parts are one cell. */
final class CellsOfRuledTable {

    /** A place with more letters than this is a frame round running text, not a cell. */
    private static final int LONGEST_CELL = 1_500;

    private final RuledTable table;
    private final int columns;
    private final int rows;

    /** For each place the number of the cell it belongs to, which is that of the cell's first place. */
    private final int[] cellOf;

    CellsOfRuledTable(RuledTable table) {
        this.table = table;
        columns = table.columnCount();
        rows = table.rowCount();
        cellOf = new int[rows * columns];
        joinPlaces();
    }

    TableGrid read(List<Glyph> inside) {
        List<List<Glyph>> letters = new ArrayList<>();
        for (int i = 0; i < cellOf.length; i++) {
            letters.add(new ArrayList<>());
        }
        for (Glyph glyph : inside) {
            int row = place(table.rows(), glyph.centre());
            int column = place(table.columns(), glyph.middle());
            letters.get(cellOf[row * columns + column]).add(glyph);
        }
        TableGrid grid = new TableGrid();
        int told = 0;
        for (int place = 0; place < cellOf.length; place++) {
            if (cellOf[place] != place) {
                continue;
            }
            if (letters.get(place).size() > LONGEST_CELL) {
                return new TableGrid();
            }
            List<Fragment> lines = Fragment.of(letters.get(place));
            String text = CellText.of(lines);
            told += text.isEmpty() ? 0 : 1;
            boolean bold = !lines.isEmpty() && lines.stream().allMatch(Fragment::bold);
            grid.place(place / columns, place % columns, across(place), down(place), text, bold);
        }
        return told >= 2 ? grid : new TableGrid();
    }

    private void joinPlaces() {
        List<Float> x = table.columns();
        List<Float> y = table.rows();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int place = row * columns + column;
                boolean open = column > 0 && !table.isPartedAt(x.get(column), y.get(row), y.get(row + 1));
                boolean openAbove = row > 0 && !table.isPartedBelow(y.get(row), x.get(column), x.get(column + 1));
                if (open) {
                    cellOf[place] = cellOf[place - 1];
                } else if (openAbove) {
                    cellOf[place] = cellOf[place - columns];
                } else {
                    cellOf[place] = place;
                }
            }
        }
    }

    private int across(int place) {
        int across = 1;
        while (place % columns + across < columns && cellOf[place + across] == place) {
            across++;
        }
        return across;
    }

    private int down(int place) {
        int down = 1;
        while (place / columns + down < rows && cellOf[place + down * columns] == place) {
            down++;
        }
        return down;
    }

    private static int place(List<Float> borders, float at) {
        int place = 0;
        while (place < borders.size() - 2 && at > borders.get(place + 1)) {
            place++;
        }
        return place;
    }
}
