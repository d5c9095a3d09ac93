package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A table whose cells are parted by drawn lines.
 *
 * @param columns where its columns begin and the last one ends, from the left
 * @param rows where its rows begin and the last one ends, from the top
 * @param across the lines drawn from left to right
 * @param down the lines drawn from the top down
 */
record RuledTable(List<Float> columns, List<Float> rows, List<Box> across, List<Box> down) {

    private static final float TOUCH = 3;
    private static final float SHORTEST = 6;
    private static final int MOST_LINES = 4_000;

    RuledTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        across = List.copyOf(across);
        down = List.copyOf(down);
    }

    Box box() {
        return new Box(columns.getFirst(), rows.getFirst(), columns.getLast(), rows.getLast());
    }

    /** The tables these lines make: lines that touch one another and part at least two cells. */
    static List<RuledTable> in(List<Box> lines) {
        if (lines.size() > MOST_LINES) {
            return List.of();
        }
        List<Box> across =
                merged(lines.stream().filter(line -> line.height() < 1).toList(), true);
        List<Box> down = merged(lines.stream().filter(line -> line.width() < 1).toList(), false);
        List<RuledTable> tables = new ArrayList<>();
        boolean[] takenAcross = new boolean[across.size()];
        boolean[] takenDown = new boolean[down.size()];
        for (int seed = 0; seed < across.size(); seed++) {
            if (takenAcross[seed]) {
                continue;
            }
            takenAcross[seed] = true;
            List<Box> a = new ArrayList<>(List.of(across.get(seed)));
            List<Box> d = new ArrayList<>();
            boolean grown = true;
            while (grown) {
                grown = takeTouching(down, takenDown, a, d) || takeTouching(across, takenAcross, d, a);
            }
            of(a, d, tables);
        }
        return tables;
    }

    private static boolean takeTouching(List<Box> lines, boolean[] taken, List<Box> others, List<Box> result) {
        boolean grown = false;
        for (int i = 0; i < lines.size(); i++) {
            Box line = lines.get(i);
            if (!taken[i] && others.stream().anyMatch(other -> touch(line, other))) {
                taken[i] = true;
                result.add(line);
                grown = true;
            }
        }
        return grown;
    }

    private static boolean touch(Box one, Box other) {
        return one.left() - TOUCH <= other.right()
                && other.left() - TOUCH <= one.right()
                && one.top() - TOUCH <= other.bottom()
                && other.top() - TOUCH <= one.bottom();
    }

    private static void of(List<Box> across, List<Box> down, List<RuledTable> tables) {
        if (across.isEmpty() || down.isEmpty()) {
            return;
        }
        TreeSet<Float> xs = new TreeSet<>();
        TreeSet<Float> ys = new TreeSet<>();
        down.forEach(line -> xs.add(line.left()));
        across.forEach(line -> ys.add(line.top()));
        // Tables are often open at their sides.
        across.forEach(line -> xs.addAll(List.of(line.left(), line.right())));
        down.forEach(line -> ys.addAll(List.of(line.top(), line.bottom())));
        List<Float> columns = apart(xs);
        List<Float> rows = apart(ys);
        if (columns.size() >= 2 && rows.size() >= 2 && (columns.size() - 1) * (rows.size() - 1) >= 2) {
            tables.add(new RuledTable(columns, rows, across, down));
        }
    }

    private static List<Float> apart(TreeSet<Float> places) {
        List<Float> apart = new ArrayList<>();
        for (float place : places) {
            if (apart.isEmpty() || place - apart.getLast() > TOUCH) {
                apart.add(place);
            }
        }
        return apart;
    }

    /** Lines drawn in pieces, or twice, as one. */
    private static List<Box> merged(List<Box> lines, boolean across) {
        List<Box> sorted = new ArrayList<>(lines);
        sorted.sort((one, other) -> {
            int byPlace = Integer.compare(
                    Math.round((across ? one.top() : one.left()) / 2),
                    Math.round((across ? other.top() : other.left()) / 2));
            return byPlace != 0
                    ? byPlace
                    : Float.compare(across ? one.left() : one.top(), across ? other.left() : other.top());
        });
        List<Box> merged = new ArrayList<>();
        for (Box line : sorted) {
            Box last = merged.isEmpty() ? null : merged.getLast();
            boolean goesOn = last != null
                    && (across
                            ? Math.abs(last.top() - line.top()) <= 2 && line.left() <= last.right() + TOUCH
                            : Math.abs(last.left() - line.left()) <= 2 && line.top() <= last.bottom() + TOUCH);
            if (last != null && goesOn) {
                Box both = last.with(line);
                merged.set(
                        merged.size() - 1,
                        across
                                ? new Box(both.left(), last.top(), both.right(), last.top())
                                : new Box(last.left(), both.top(), last.left(), both.bottom()));
            } else {
                merged.add(line);
            }
        }
        merged.removeIf(line -> Math.max(line.width(), line.height()) < SHORTEST);
        return merged;
    }

    /** Whether a line parts the places left and right of {@code x}, between two heights. */
    boolean isPartedAt(float x, float top, float bottom) {
        float middle = (top + bottom) / 2;
        return down.stream()
                .anyMatch(
                        line -> Math.abs(line.left() - x) <= TOUCH && line.top() <= middle && line.bottom() >= middle);
    }

    /** Whether a line parts the places above and below {@code y}, between two sides. */
    boolean isPartedBelow(float y, float left, float right) {
        float middle = (left + right) / 2;
        return across.stream()
                .anyMatch(line -> Math.abs(line.top() - y) <= TOUCH && line.left() <= middle && line.right() >= middle);
    }

    int rowCount() {
        return rows.size() - 1;
    }

    int columnCount() {
        return columns.size() - 1;
    }

    /** The table's cells with their words; empty when it is no table after all. */
    TableGrid read(List<Glyph> inside) {
        return new CellsOfRuledTable(this).read(inside);
    }
}
