package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A table of a Word document as it is collected, with cells that go on in the row below. */
final class WordTable {

    private record Cell(int row, int column, int across, boolean goesOnFromAbove, WordLater content) {}

    private static final int WIDEST = 512;

    private final ReadingLimits limits;
    private final List<Cell> cells = new ArrayList<>();
    private int row = -1;
    private int column;
    private int headerRows;
    private boolean header;
    private boolean deleted;
    private int across;
    private boolean goesOnFromAbove;

    WordTable(ReadingLimits limits) {
        this.limits = limits;
    }

    void beginRow() {
        row++;
        column = 0;
        header = false;
        deleted = false;
    }

    void rowProperties(XMLStreamReader xml) throws XMLStreamException {
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                inside++;
                switch (xml.getLocalName()) {
                    case "tblHeader" -> header = Xml.isSwitchedOn(xml);
                    case "gridBefore" -> column = Math.clamp(Xml.number(Xml.value(xml, "val"), 0), 0, WIDEST);
                    case "del" -> deleted = true;
                    case "hidden" -> deleted |= Xml.isSwitchedOn(xml);
                    default -> {}
                }
            }
        }
    }

    void beginCell() {
        across = 1;
        goesOnFromAbove = false;
    }

    void cellProperties(XMLStreamReader xml) throws XMLStreamException {
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                inside++;
                switch (xml.getLocalName()) {
                    case "gridSpan" -> across = Math.clamp(Xml.number(Xml.value(xml, "val"), 1), 1, WIDEST);
                    case "vMerge" -> goesOnFromAbove = !Xml.value(xml, "val").equals("restart");
                    default -> {}
                }
            }
        }
    }

    void endCell(WordLater content) {
        if (!deleted && column < WIDEST) {
            cells.add(new Cell(row, column, across, goesOnFromAbove, content));
            limits.requireCells(cells.size());
        }
        column += across;
    }

    void endRow() {
        if (header && headerRows == row) {
            headerRows++;
        }
    }

    /** A table of one column, or one that only holds other tables, is there for its looks: what it holds is read in order. */
    void into(WordSink sink) {
        boolean forLooks = cells.stream().allMatch(cell -> cell.column() == 0)
                || (cells.size() <= 4
                        && cells.stream().anyMatch(cell -> cell.content().tables() > 0));
        if (forLooks) {
            cells.forEach(cell -> cell.content().into(sink));
            return;
        }
        Set<Long> goingOn = new HashSet<>();
        for (Cell cell : cells) {
            if (cell.goesOnFromAbove()) {
                goingOn.add(place(cell.row(), cell.column()));
            }
        }
        TableGrid grid = new TableGrid();
        for (Cell cell : cells) {
            if (!cell.goesOnFromAbove()) {
                WordCellText text = new WordCellText();
                cell.content().into(text);
                grid.place(cell.row(), cell.column(), cell.across(), down(cell, goingOn), text.text(), text.isBold());
            }
        }
        grid.markHeader(headerRows);
        sink.table(grid);
    }

    private static int down(Cell cell, Set<Long> goingOn) {
        int down = 1;
        while (goingOn.contains(place(cell.row() + down, cell.column()))) {
            down++;
        }
        return down;
    }

    private static long place(int row, int column) {
        return (long) row * WIDEST + column;
    }
}
