package dev.daogou.ingest.chunking;

import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.List;

/** Says each row of a table so that it can be understood without the table: every cell with its column's name. */
final class TableRows {

    private TableRows() {}

    /**
     * A row.
     *
     * @param text the whole row
     * @param cells where in it its cells are, those that are not blank
     */
    record Row(String text, List<Cell> cells) {

        /** The part of the text from the beginning of one cell to the end of another. */
        String part(Cell first, Cell last) {
            return text.substring(first.from(), last.to());
        }
    }

    /**
     * A cell as it is told in its row.
     *
     * @param name its column's name; empty when it has none
     * @param from where it begins, with its name
     * @param contentFrom where its content begins
     * @param to where it ends
     */
    record Cell(String name, int from, int contentFrom, int to) {}

    static List<Row> of(Table table) {
        boolean chinese = table.header().stream().anyMatch(TableRows::hasHan)
                || table.rows().stream().flatMap(List::stream).anyMatch(TableRows::hasHan);
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : table.rows()) {
            add(table.header(), cells, chinese, rows);
        }
        if (rows.isEmpty()) {
            add(List.of(), table.header(), chinese, rows);
        }
        return rows;
    }

    private static void add(List<String> header, List<String> line, boolean chinese, List<Row> rows) {
        long told = line.stream().filter(cell -> !cell.isBlank()).count();
        StringBuilder text = new StringBuilder();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            String content = oneLine(line.get(i));
            if (content.isBlank()) {
                continue;
            }
            if (!text.isEmpty()) {
                text.append(header.isEmpty() ? (told == 2 ? colon(chinese) : " | ") : separator(text, chinese));
            }
            String name = i < header.size() ? oneLine(header.get(i)) : "";
            int from = text.length();
            text.append(name.isBlank() ? "" : name + colon(chinese));
            int contentFrom = text.length();
            text.append(content);
            cells.add(new Cell(name, from, contentFrom, text.length()));
        }
        if (!cells.isEmpty()) {
            rows.add(new Row(text.toString(), cells));
        }
    }

    private static String separator(CharSequence row, boolean chinese) {
        boolean ended = "。！？；.!?;".indexOf(row.charAt(row.length() - 1)) >= 0;
        return (ended ? "" : chinese ? "；" : ";") + (chinese ? "" : " ");
    }

    private static String colon(boolean chinese) {
        return chinese ? "：" : ": ";
    }

    private static String oneLine(String cell) {
        return cell.replace('\n', ' ').strip();
    }

    private static boolean hasHan(String text) {
        return text.codePoints().anyMatch(at -> Character.UnicodeScript.of(at) == Character.UnicodeScript.HAN);
    }
}
