package dev.daogou.ingest.reading.office;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The filled cells of one sheet, without its hidden rows and columns. */
final class SheetCells {

    record Value(String text, boolean bold) {}

    /** Cells joined into one, by their first and last row and column, from 0. */
    record Merged(int firstRow, int firstColumn, int lastRow, int lastColumn) {}

    private static final int MOST_MERGED = 100_000;
    private static final int MOST_COLUMNS = 16_384;

    private final SharedStrings strings;
    private final CellFormats formats;
    private final CellCount count;
    private final NavigableMap<Integer, NavigableMap<Integer, Value>> rows = new TreeMap<>();
    private final List<Merged> merged = new ArrayList<>();
    private final Set<Integer> hiddenColumns = new HashSet<>();
    private int row = -1;
    private int column = -1;
    private boolean rowHidden;

    SheetCells(SharedStrings strings, CellFormats formats, CellCount count) {
        this.strings = strings;
        this.formats = formats;
        this.count = count;
    }

    /** By row and column, both from 0; only cells that say something. */
    NavigableMap<Integer, NavigableMap<Integer, Value>> rows() {
        return rows;
    }

    List<Merged> merged() {
        return merged;
    }

    void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "col" -> column(xml);
                case "row" -> {
                    row = Xml.number(Xml.value(xml, "r"), row + 2) - 1;
                    rowHidden = Xml.isOn(xml, "hidden");
                    column = -1;
                }
                case "c" -> cell(xml);
                case "mergeCell" -> merge(Xml.value(xml, "ref"));
                default -> {}
            }
        }
    }

    private void column(XMLStreamReader xml) {
        if (Xml.isOn(xml, "hidden")) {
            int first = Xml.number(Xml.value(xml, "min"), 1);
            int last = Math.min(MOST_COLUMNS, Xml.number(Xml.value(xml, "max"), first));
            for (int hidden = first; hidden <= last; hidden++) {
                hiddenColumns.add(hidden - 1);
            }
        }
    }

    private void cell(XMLStreamReader xml) throws XMLStreamException {
        String place = Xml.value(xml, "r");
        column = place.isEmpty() ? column + 1 : columnOf(place);
        String type = Xml.value(xml, "t");
        int style = Xml.number(Xml.value(xml, "s"), 0);
        String raw = "";
        String inline = "";
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "v" -> raw = Xml.text(xml);
                    case "is" -> inline = SharedStrings.richText(xml);
                    default -> Xml.skip(xml);
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
        if (rowHidden || hiddenColumns.contains(column) || column >= MOST_COLUMNS) {
            return;
        }
        String text = shown(type, raw, inline, style).strip();
        if (!text.isEmpty()) {
            count.add(text);
            rows.computeIfAbsent(row, key -> new TreeMap<>()).put(column, new Value(text, formats.isBold(style)));
        }
    }

    private String shown(String type, String raw, String inline, int style) {
        return switch (type) {
            case "s" -> strings.at(raw);
            case "inlineStr" -> inline;
            case "str" -> raw;
            case "d" -> raw.replace("T00:00:00", "").replace('T', ' ');
            case "b" -> raw.equals("1") ? "TRUE" : "FALSE";
            case "e" -> "";
            default -> raw.isEmpty() ? "" : formats.shown(raw, style);
        };
    }

    private void merge(String reference) {
        int colon = reference.indexOf(':');
        if (colon > 0 && merged.size() < MOST_MERGED) {
            String first = reference.substring(0, colon);
            String last = reference.substring(colon + 1);
            merged.add(new Merged(rowOf(first), columnOf(first), rowOf(last), columnOf(last)));
        }
    }

    /** From {@code BC12} the 54th column, which is 53. */
    static int columnOf(String place) {
        int column = 0;
        for (int i = 0; i < place.length() && Character.isLetter(place.charAt(i)) && i < 4; i++) {
            column = column * 26 + Character.toUpperCase(place.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }

    private static int rowOf(String place) {
        return Xml.number(place.replaceAll("\\D", ""), 1) - 1;
    }
}
