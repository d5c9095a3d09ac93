package dev.daogou.ingest.reading.pdf;

import java.util.HashMap;
import java.util.Map;

/** Letters printed one after the other on one line. */
final class Run {

    /** A wider gap than this many heights of a letter parts columns, a narrower one words. */
    static final float WORD_SPACE = 1.0f;

    private static final float LEAST_SPACE = 0.17f;
    private static final float LEAST_SPACE_BESIDE_WIDE = 0.6f;
    private static final float BACKWARD = -0.6f;
    private static final float RAISED = 0.5f;

    private final StringBuilder text = new StringBuilder();
    private final Map<Float, Integer> sizes = new HashMap<>();
    private float left;
    private float right;
    private float baseline;
    private float size;
    private int letters;
    private int boldLetters;
    private boolean spaced;
    private boolean wide;

    float left() {
        return left;
    }

    float right() {
        return right;
    }

    float baseline() {
        return baseline;
    }

    float size() {
        return size;
    }

    boolean takes(Glyph glyph) {
        if (letters == 0) {
            return true;
        }
        float gap = glyph.left() - right;
        float taller = Math.max(size, glyph.size());
        boolean sameLine = Math.abs(glyph.baseline() - baseline)
                <= (Math.abs(size - glyph.size()) < 0.15f * taller ? 0.2f : RAISED) * taller;
        return sameLine && gap <= 0.9f * taller && gap >= BACKWARD * taller;
    }

    void append(Glyph glyph) {
        if (glyph.isBlank()) {
            spaced = letters > 0;
            return;
        }
        if (letters == 0) {
            left = glyph.left();
            right = glyph.right();
            baseline = glyph.baseline();
            size = glyph.size();
        } else {
            float gap = (glyph.left() - right) / Math.max(size, glyph.size());
            boolean besideWide = wide || Joining.isWide(glyph.text().codePointAt(0));
            if (spaced || gap > (besideWide ? LEAST_SPACE_BESIDE_WIDE : LEAST_SPACE)) {
                text.append(' ');
            }
        }
        text.append(glyph.text());
        spaced = false;
        wide = glyph.isWide();
        right = Math.max(right, glyph.right());
        letters++;
        boldLetters += glyph.bold() ? 1 : 0;
        if (sizes.merge(glyph.size(), 1, Integer::sum) > sizes.getOrDefault(size, 0)) {
            size = glyph.size();
            baseline = glyph.baseline();
        }
    }

    /** Puts the next run of the line behind this one. */
    void append(Run next) {
        float gap = (next.left - right) / Math.max(size, next.size);
        boolean besideWide = wide || Joining.isWide(next.text.codePointAt(0));
        if (spaced || gap > (besideWide ? LEAST_SPACE_BESIDE_WIDE : LEAST_SPACE)) {
            text.append(' ');
        }
        text.append(next.text);
        spaced = next.spaced;
        wide = next.wide;
        right = Math.max(right, next.right);
        if (next.letters > letters) {
            size = next.size;
            baseline = next.baseline;
        }
        letters += next.letters;
        boldLetters += next.boldLetters;
    }

    boolean standsBeside(Run other) {
        float taller = Math.max(size, other.size);
        boolean sameSize = Math.abs(size - other.size) < 0.15f * taller;
        float overlap = Math.min(right, other.right) - Math.max(left, other.left);
        return Math.abs(baseline - other.baseline) <= (sameSize ? 0.3f : RAISED) * taller
                && overlap <= 0.3f * Math.min(right - left, other.right - other.left);
    }

    Fragment fragment() {
        Box box = new Box(left, baseline - size * 0.85f, right, baseline + size * 0.2f);
        return new Fragment(text.toString().strip(), box, baseline, size, boldLetters * 5 >= letters * 4);
    }
}
