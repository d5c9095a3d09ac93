package dev.daogou.ingest.chunking;

import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.List;

/** Says each row of a table so that it can be understood without the table: every cell with its column's name. */
final class TableRows {

    private TableRows() {}

    static List<String> of(Table table) {
        boolean chinese = table.header().stream().anyMatch(TableRows::hasHan)
                || table.rows().stream().flatMap(List::stream).anyMatch(TableRows::hasHan);
        List<String> rows = new ArrayList<>();
        for (List<String> cells : table.rows()) {
            String row = table.header().isEmpty() ? unnamed(cells, chinese) : named(table.header(), cells, chinese);
            if (!row.isBlank()) {
                rows.add(row);
            }
        }
        if (rows.isEmpty() && !table.header().isEmpty()) {
            rows.add(unnamed(table.header(), chinese));
        }
        return rows;
    }

    private static String named(List<String> header, List<String> cells, boolean chinese) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = oneLine(cells.get(i));
            if (!cell.isBlank()) {
                separate(row, chinese);
                String name = i < header.size() ? header.get(i) : "";
                row.append(name.isBlank() ? "" : name + colon(chinese)).append(cell);
            }
        }
        return row.toString();
    }

    private static String unnamed(List<String> cells, boolean chinese) {
        List<String> told = cells.stream()
                .map(TableRows::oneLine)
                .filter(cell -> !cell.isBlank())
                .toList();
        return told.size() == 2 ? told.getFirst() + colon(chinese) + told.getLast() : String.join(" | ", told);
    }

    private static void separate(StringBuilder row, boolean chinese) {
        if (row.isEmpty()) {
            return;
        }
        boolean ended = "。！？；.!?;".indexOf(row.charAt(row.length() - 1)) >= 0;
        row.append(ended ? "" : chinese ? "；" : ";").append(chinese ? "" : " ");
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
