package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadingLimits;

/** How many filled cells of a workbook are held. */
final class CellCount {

    private final ReadingLimits limits;
    private long cells;
    private long characters;

    CellCount(ReadingLimits limits) {
        this.limits = limits;
    }

    void add(String text) {
        limits.requireCells(++cells);
        characters += text.length();
        limits.requireCharacters(characters);
    }
}
