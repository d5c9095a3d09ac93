package dev.daogou.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, printed in columns that line up in a terminal (a Chinese character is two wide) or as Markdown. */
final class Table {
    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    void row(Object... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> cell.toString().replace('\n', ' ').replace('|', '/'))
                .toList());
    }

    String forTerminal() {
        int[] widths = new int[headings.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column)).append(" ".repeat(widths[column] - width(row.get(column)) + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    String asMarkdown() {
        StringBuilder out = new StringBuilder("| " + String.join(" | ", headings) + " |\n");
        out.append("|---".repeat(headings.size())).append("|\n");
        rows.forEach(row -> out.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return out.toString();
    }

    /** The first so many columns of the terminal's width of a text, with an ellipsis when there is more. */
    static String shortened(String text, int columns) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (width(line) <= columns) {
            return line;
        }
        int taken = 0;
        StringBuilder head = new StringBuilder();
        for (int codePoint : line.codePoints().toArray()) {
            taken += width(codePoint);
            if (taken > columns - 1) {
                break;
            }
            head.appendCodePoint(codePoint);
        }
        return head + "…";
    }

    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int codePoint) {
        boolean wide = codePoint >= 0x1100
                && (codePoint <= 0x115f
                        || (codePoint >= 0x2e80 && codePoint <= 0xd7a3)
                        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
                        || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                        || (codePoint >= 0xff00 && codePoint <= 0xff60)
                        || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
                        || codePoint >= 0x1f300);
        return wide ? 2 : 1;
    }
}
