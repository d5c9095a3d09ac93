package dev.daogou.ingest.contradictions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a passage apart into sentences and the cells of rows, each with the names above it. */
final class Layout {

    /**
     * A sentence, or one cell of a row.
     *
     * @param start where it begins in the passage
     * @param end behind its last character
     * @param label the name before its colon or above its column; may be empty
     * @param row all other cells of its row; empty when it is in none
     */
    record Piece(int start, int end, String label, String row) {}

    private static final int LONGEST_LABEL = 60;
    private static final Pattern MARK =
            Pattern.compile("^\\s*(?:[-*•·>|]+\\s*|\\d{1,2}[.、)]\\s*(?!\\d)|[(]\\d{1,2}[)]\\s*)?(?:\\*\\*)?");
    private static final Pattern SENTENCE_END = Pattern.compile("[。!?;]+|\\.(?=\\s|$)");
    private static final Pattern LABEL = Pattern.compile(
            "^([^:，。;\\d]{1,60}?|[^:，。;]{1,60}?\\([^)]*\\))(?:\\*\\*)?\\s*:\\s*(?!\\d\\d\\b(?:\\s*(?:-|~|至|到)))");

    private Layout() {}

    static List<Piece> of(String plain) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start <= plain.length()) {
            int end = plain.indexOf('\n', start);
            end = end < 0 ? plain.length() : end;
            line(plain, start, end, pieces);
            start = end + 1;
        }
        return pieces;
    }

    private static void line(String plain, int from, int end, List<Piece> pieces) {
        Matcher mark = MARK.matcher(plain).region(from, end);
        int start = mark.lookingAt() ? mark.end() : from;
        if (start >= end) {
            return;
        }
        List<int[]> cells = cells(plain, start, end);
        if (cells.size() >= 2 && cells.stream().allMatch(cell -> labelEnd(plain, cell[0], cell[1]) >= 0)) {
            row(plain, cells, pieces);
            return;
        }
        String lineLabel = "";
        int bodyStart = labelEnd(plain, start, end);
        if (bodyStart >= 0) {
            lineLabel = plain.substring(start, plain.lastIndexOf(':', bodyStart - 1))
                    .strip();
        }
        int at = bodyStart >= 0 ? bodyStart : start;
        Matcher stop = SENTENCE_END.matcher(plain).region(at, end);
        while (at < end) {
            int next = stop.find() ? stop.end() : end;
            sentence(plain, at, next, lineLabel, pieces);
            at = next;
        }
    }

    private static void sentence(String plain, int start, int end, String lineLabel, List<Piece> pieces) {
        int own = labelEnd(plain, start, end);
        if (own >= 0) {
            String label =
                    plain.substring(start, plain.lastIndexOf(':', own - 1)).strip();
            pieces.add(new Piece(own, end, label, lineLabel.isEmpty() || lineLabel.equals(label) ? "" : lineLabel));
        } else if (!plain.substring(start, end).isBlank()) {
            pieces.add(new Piece(start, end, lineLabel, ""));
        }
    }

    private static void row(String plain, List<int[]> cells, List<Piece> pieces) {
        for (int[] cell : cells) {
            int value = labelEnd(plain, cell[0], cell[1]);
            StringBuilder others = new StringBuilder();
            for (int[] other : cells) {
                int otherValue = labelEnd(plain, other[0], other[1]);
                String said = plain.substring(otherValue, other[1]);
                boolean first = other[0] == cells.getFirst()[0];
                if (other[0] != cell[0]
                        && (first
                                || (Quantities.in(said).isEmpty()
                                        && !said.strip().matches("[\\d.\\s~-]+")))) {
                    others.append(said.strip()).append(' ');
                }
            }
            String label =
                    plain.substring(cell[0], plain.lastIndexOf(':', value - 1)).strip();
            pieces.add(new Piece(value, cell[1], label, others.toString().strip()));
        }
    }

    private static List<int[]> cells(String plain, int start, int end) {
        List<int[]> cells = new ArrayList<>();
        int from = start;
        for (int i = start; i < end; i++) {
            if (plain.charAt(i) == ';' || (plain.charAt(i) == '。' && i < end - 1)) {
                cells.add(new int[] {from, i});
                from = i + 1;
            }
        }
        cells.add(new int[] {from, end});
        cells.removeIf(cell -> plain.substring(cell[0], cell[1]).isBlank());
        for (int[] cell : cells) {
            while (cell[0] < cell[1] && plain.charAt(cell[0]) == ' ') {
                cell[0]++;
            }
        }
        return cells;
    }

    /** Where what follows a label begins; -1 when there is no label. */
    private static int labelEnd(String plain, int start, int end) {
        Matcher label = LABEL.matcher(plain).region(start, end);
        return label.lookingAt() && label.group(1).length() <= LONGEST_LABEL && label.end() < end ? label.end() : -1;
    }
}
