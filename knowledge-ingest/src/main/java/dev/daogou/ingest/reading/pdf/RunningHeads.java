package dev.daogou.ingest.reading.pdf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what stands at the top and bottom of pages again and again, and page numbers. Only pages that say something between
 * count: where there is nothing else, as on a sheet of labels, the line at the top is the text.
 */
final class RunningHeads {

    private static final float MARGIN = 0.12f;
    private static final float TALLER = 1.12f;
    private static final int FEWEST_PAGES = 3;
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern PAGE_NUMBER = Pattern.compile(
            "(?i)^[-–—·|\\s]*(?:page|p\\.|第)?\\s*(?:\\d{1,4}|[ivxlc]{1,7})\\s*(?:页|頁)?(?:\\s*(?:of|/|／|\\||，|,)?\\s*(?:共)?\\s*\\d{1,4}\\s*(?:页|頁)?)?[-–—·|\\s]*$");

    private final Map<String, Set<Integer>> pagesOf = new HashMap<>();
    private final int pages;
    private final float usualHeight;

    RunningHeads(List<Piece> pieces, int pages) {
        this.pages = pages;
        this.usualHeight = usualHeight(pieces);
        Set<Integer> sayMore = new HashSet<>();
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Line line) || !isInMargin(line)) {
                sayMore.add(piece.page());
            }
        }
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Line line && isInMargin(line) && sayMore.contains(line.page())) {
                pagesOf.computeIfAbsent(key(line), key -> new HashSet<>()).add(line.page());
            }
        }
    }

    boolean has(Piece.Line line) {
        if (!isInMargin(line)) {
            return false;
        }
        if (PAGE_NUMBER.matcher(line.text()).matches()) {
            return true;
        }
        int repeated = pagesOf.getOrDefault(key(line), Set.of()).size();
        return repeated >= FEWEST_PAGES || (pages == 2 && repeated == 2);
    }

    /** What is taller than running text is a heading, wherever it stands. */
    private boolean isInMargin(Piece.Line line) {
        return line.height() <= TALLER * usualHeight && stands(line);
    }

    private static float usualHeight(List<Piece> pieces) {
        Map<Float, Integer> letters = new HashMap<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Line line) {
                letters.merge(Headings.rounded(line.height()), line.text().length(), Integer::sum);
            }
        }
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0f);
    }

    private static boolean stands(Piece.Line line) {
        return line.box().bottom() < MARGIN * line.pageHeight() || line.box().top() > (1 - MARGIN) * line.pageHeight();
    }

    private static String key(Piece.Line line) {
        return DIGITS.matcher(line.text()).replaceAll("#") + "@"
                + Math.round(line.box().top() / 6);
    }
}
