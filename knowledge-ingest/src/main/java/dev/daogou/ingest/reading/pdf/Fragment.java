package dev.daogou.ingest.reading.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand together on one line: a whole line of a paragraph, or what one column of a table has in one line.
 *
 * @param text the words
 * @param box the place they take
 * @param baseline the line they stand on
 * @param size the height of most of their letters
 * @param bold whether most of their letters are bold
 */
record Fragment(String text, Box box, float baseline, float size, boolean bold) {

    /** The fragments of these letters, from the top down and from left to right. */
    static List<Fragment> of(List<Glyph> glyphs) {
        List<Fragment> fragments = new ArrayList<>();
        for (List<Run> row : rows(runs(glyphs))) {
            Run run = row.getFirst();
            for (Run next : row.subList(1, row.size())) {
                if (next.left() - run.right() <= Run.WORD_SPACE * Math.max(run.size(), next.size())) {
                    run.append(next);
                } else {
                    fragments.add(run.fragment());
                    run = next;
                }
            }
            fragments.add(run.fragment());
        }
        return fragments;
    }

    /** Letters printed one after the other, as they are printed. */
    private static List<Run> runs(List<Glyph> glyphs) {
        List<Run> runs = new ArrayList<>();
        Run run = null;
        for (Glyph glyph : glyphs) {
            if (run == null || !run.takes(glyph)) {
                if (glyph.isBlank()) {
                    continue;
                }
                run = new Run();
                runs.add(run);
            }
            run.append(glyph);
        }
        return runs;
    }

    /** Runs side by side on one line, from the left; the rows from the top. */
    private static List<List<Run>> rows(List<Run> runs) {
        List<Run> sorted = new ArrayList<>(runs);
        sorted.sort((one, other) -> Float.compare(one.baseline(), other.baseline()));
        List<List<Run>> rows = new ArrayList<>();
        for (Run run : sorted) {
            List<Run> taker = null;
            for (int i = rows.size() - 1; i >= Math.max(0, rows.size() - 6) && taker == null; i--) {
                taker = rows.get(i).stream().allMatch(run::standsBeside) ? rows.get(i) : null;
            }
            if (taker == null) {
                taker = new ArrayList<>();
                rows.add(taker);
            }
            taker.add(run);
        }
        rows.forEach(row -> row.sort((one, other) -> Float.compare(one.left(), other.left())));
        return rows;
    }

    /** Fragments of one line, as one. */
    static Fragment joined(List<Fragment> row) {
        Fragment first = row.getFirst();
        StringBuilder text = new StringBuilder(first.text());
        Box box = first.box();
        Fragment longest = first;
        for (Fragment next : row.subList(1, row.size())) {
            text.append(' ').append(next.text());
            box = box.with(next.box());
            longest = next.text().length() > longest.text().length() ? next : longest;
        }
        boolean bold = row.stream().allMatch(Fragment::bold);
        return new Fragment(text.toString(), box, first.baseline(), longest.size(), bold);
    }

    /** How long the text is, in heights of a letter, as narrow ones are half as wide as Chinese ones. */
    float ems() {
        return box.width() / Math.max(1, size);
    }
}
