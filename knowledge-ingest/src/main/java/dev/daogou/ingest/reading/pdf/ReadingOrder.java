package dev.daogou.ingest.reading.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the columns a page is set in. A gutter is a place between two columns of running text that few lines cross; what
 * crosses it (a title, a wide table) parts the page into bands, and each band is read column by column. Words in short columns,
 * as in a table without lines, are no columns of text.
 */
final class ReadingOrder {

    /** Lines on either side of a gutter that make it one. */
    private static final int FEWEST_LINES = 4;

    /** How much of its column a line of running text fills on average. */
    private static final float FILLED = 0.6f;

    /** How long a line of running text is on average, in heights of its letters. */
    private static final float LONG_LINE = 9;

    private static final float TALLER = 1.12f;
    private static final float NARROWEST_GUTTER = 6;
    private static final int DEEPEST = 6;
    private static final int MOST_CANDIDATES = 40;

    private record Band(List<Part> parts, boolean columns) {}

    private ReadingOrder() {}

    /** The columns and bands in the order they are read in, each with its parts from the top down. */
    static List<List<Part>> of(List<Part> parts) {
        List<List<Part>> flows = new ArrayList<>();
        read(parts, 0, flows);
        return flows;
    }

    private static void read(List<Part> parts, int depth, List<List<Part>> flows) {
        if (parts.isEmpty()) {
            return;
        }
        float best = Float.NaN;
        int most = 0;
        if (depth < DEEPEST) {
            for (float gutter : candidates(parts)) {
                int lines = 0;
                for (Band band : bands(parts, gutter)) {
                    lines += band.columns() ? band.parts().size() : 0;
                }
                if (lines > most) {
                    most = lines;
                    best = gutter;
                }
            }
        }
        if (most == 0) {
            List<Part> flow = new ArrayList<>(parts);
            flow.sort(Comparator.comparingDouble(part -> part.box().top()));
            flows.add(flow);
            return;
        }
        for (Band band : bands(parts, best)) {
            if (band.columns()) {
                float gutter = best;
                read(band.parts().stream().filter(part -> middle(part) < gutter).toList(), depth + 1, flows);
                read(
                        band.parts().stream()
                                .filter(part -> middle(part) >= gutter)
                                .toList(),
                        depth + 1,
                        flows);
            } else {
                read(band.parts(), DEEPEST, flows);
            }
        }
    }

    /** The middles of the gaps between words on one line, those that come up most first. */
    private static List<Float> candidates(List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingDouble(part -> part.box().left()));
        List<Float> gaps = new ArrayList<>();
        for (Part part : sorted) {
            Part right = null;
            for (Part other : sorted) {
                boolean beside = other.box().left() >= part.box().right() + NARROWEST_GUTTER
                        && other.box().top() < part.box().bottom()
                        && part.box().top() < other.box().bottom();
                if (beside) {
                    right = other;
                    break;
                }
            }
            if (right != null) {
                // The gap's right side is where a column begins, and begins alike on all lines.
                gaps.add(right.box().left() - NARROWEST_GUTTER / 2);
            }
        }
        gaps.sort(null);
        List<float[]> groups = new ArrayList<>();
        for (float gap : gaps) {
            if (!groups.isEmpty() && gap - groups.getLast()[0] <= NARROWEST_GUTTER) {
                groups.getLast()[1]++;
            } else {
                groups.add(new float[] {gap, 1});
            }
        }
        return groups.stream()
                .filter(group -> group[1] >= FEWEST_LINES - 1)
                .sorted((one, other) -> Float.compare(other[1], one[1]))
                .limit(MOST_CANDIDATES)
                .map(group -> group[0])
                .toList();
    }

    /** The page from the top down, parted by what crosses the gutter; bands that are no columns of text joined again. */
    private static List<Band> bands(List<Part> parts, float gutter) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingDouble(part -> part.box().top()));
        float usual = usualSize(parts);
        List<Band> bands = new ArrayList<>();
        List<Part> band = new ArrayList<>();
        for (Part part : sorted) {
            boolean crosses = (part.box().left() < gutter - 2 && part.box().right() > gutter + 1)
                    || isHeadingOfBoth(part, sorted, gutter, usual);
            if (crosses) {
                add(bands, band, gutter);
                band = new ArrayList<>();
                add(bands, new Band(List.of(part), false));
            } else {
                band.add(part);
            }
        }
        add(bands, band, gutter);
        return bands;
    }

    /** Tall words with nothing beside them on the other side of the gutter stand above both columns, however short they are. */
    private static boolean isHeadingOfBoth(Part part, List<Part> all, float gutter, float usual) {
        if (!(part instanceof Part.Words words) || words.fragment().size() < TALLER * usual) {
            return false;
        }
        Box box = part.box();
        boolean left = middle(part) < gutter;
        return all.stream()
                .noneMatch(other -> (middle(other) < gutter) != left
                        && other.box().top() < box.bottom()
                        && box.top() < other.box().bottom());
    }

    private static float usualSize(List<Part> parts) {
        List<Float> sizes = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Words words) {
                sizes.add(words.fragment().size());
            }
        }
        sizes.sort(null);
        return sizes.isEmpty() ? 0 : sizes.get(sizes.size() / 2);
    }

    private static void add(List<Band> bands, List<Part> parts, float gutter) {
        if (!parts.isEmpty()) {
            List<Part> left =
                    parts.stream().filter(part -> middle(part) < gutter).toList();
            List<Part> right =
                    parts.stream().filter(part -> middle(part) >= gutter).toList();
            boolean columns = isText(left) && isText(right);
            add(bands, new Band(parts, columns));
        }
    }

    private static void add(List<Band> bands, Band band) {
        if (!band.columns() && !bands.isEmpty() && !bands.getLast().columns()) {
            List<Part> both = new ArrayList<>(bands.getLast().parts());
            both.addAll(band.parts());
            bands.set(bands.size() - 1, new Band(both, false));
        } else {
            bands.add(band);
        }
    }

    /** Whether these make a column, or several, of running text. */
    private static boolean isText(List<Part> parts) {
        float left = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        for (Part part : parts) {
            left = Math.min(left, part.box().left());
            right = Math.max(right, part.box().right());
        }
        float filled = 0;
        float length = 0;
        int lines = 0;
        float lineAt = -1;
        for (Part part : parts) {
            switch (part) {
                case Part.Words words -> {
                    filled += words.box().width();
                    length += words.fragment().ems();
                    if (Math.abs(words.fragment().baseline() - lineAt)
                            > 0.3f * words.fragment().size()) {
                        lines++;
                        lineAt = words.fragment().baseline();
                    }
                }
                case Part.Cells cells -> {
                    int rows = Math.max(1, Math.round(cells.box().height() / 14));
                    lines += rows;
                    filled += rows * cells.box().width();
                    length += rows * LONG_LINE * 2;
                }
            }
        }
        return lines >= FEWEST_LINES && filled / lines >= FILLED * (right - left) && length / lines >= LONG_LINE;
    }

    private static float middle(Part part) {
        return (part.box().left() + part.box().right()) / 2;
    }
}
