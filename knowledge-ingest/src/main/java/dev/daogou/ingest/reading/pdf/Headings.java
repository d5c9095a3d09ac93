package dev.daogou.ingest.reading.pdf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which lines are headings and how deep they are: bookmarks say so, else letters that are taller than those of running text,
 * or bold where running text is not, or numbered as chapters are.
 */
final class Headings {

    private static final float TALLER = 1.12f;
    private static final int LONGEST = 80;
    private static final int LONGEST_WIDE = 40;

    private final Bookmarks bookmarks;
    private final float bodySize;
    private final boolean bodyBold;
    private final TreeSet<Float> sizes = new TreeSet<>();

    Headings(List<Piece> pieces, Bookmarks bookmarks) {
        this.bookmarks = bookmarks;
        Map<Float, Integer> letters = new HashMap<>();
        int all = 0;
        int bold = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Line line) {
                int length = line.text().length();
                letters.merge(rounded(line.height()), length, Integer::sum);
                all += length;
                bold += line.bold() ? length : 0;
            }
        }
        bodySize = bodySize(letters);
        bodyBold = bold * 2 > all;
        TreeMap<Float, Integer> taller = new TreeMap<>(letters);
        for (Map.Entry<Float, Integer> size :
                taller.tailMap(bodySize * TALLER, true).entrySet()) {
            if (size.getValue() * 4 <= all || pieces.size() <= 6) {
                sizes.add(size.getKey());
            }
        }
    }

    private static float bodySize(Map<Float, Integer> letters) {
        float size = 0;
        int most = 0;
        for (Map.Entry<Float, Integer> entry : letters.entrySet()) {
            if (entry.getValue() > most || (entry.getValue() == most && entry.getKey() < size)) {
                most = entry.getValue();
                size = entry.getKey();
            }
        }
        return size;
    }

    float bodySize() {
        return bodySize;
    }

    /** How deep, from 1; 0 when the line is no heading. {@code apart} says that it stands by itself, as headings do. */
    int levelOf(Piece.Line line, boolean apart) {
        String text = line.text();
        if (text.length() > LONGEST
                || text.codePoints().filter(Joining::isWide).count() > LONGEST_WIDE
                || text.codePoints().noneMatch(Character::isLetter)) {
            return 0;
        }
        int bookmarked = bookmarks.levelOf(text);
        if (bookmarked > 0) {
            return bookmarked;
        }
        int base = bookmarks.deepest();
        boolean tall = isTall(line);
        if (tall && !Marks.isBullet(text) && (Marks.mayEndHeading(text) || line.height() > 1.5f * bodySize)) {
            return base + rank(line.height());
        }
        boolean bold = line.bold() && !bodyBold && line.height() >= bodySize * 0.95f;
        boolean numbered = Marks.isNumberedHeading(text) && line.height() >= bodySize * 0.95f;
        boolean heading = (bold && apart && !Marks.isBullet(text) && Marks.mayEndHeading(text) && !text.endsWith("："))
                || (numbered && apart && !Marks.endsSentence(text));
        return heading ? base + sizes.size() + Math.max(1, Marks.depth(text)) : 0;
    }

    private boolean isTall(Piece.Line line) {
        return line.height() >= bodySize * TALLER && sizes.contains(rounded(line.height()));
    }

    private int rank(float height) {
        return 1 + sizes.tailSet(rounded(height), false).size();
    }

    static float rounded(float size) {
        return Math.round(size * 2) / 2f;
    }
}
