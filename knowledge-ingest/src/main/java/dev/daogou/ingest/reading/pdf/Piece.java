package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;

/** What a page is made of, in reading order. */
sealed interface Piece {

    int page();

    /**
     * A line of text.
     *
     * @param page from 1
     * @param text its words
     * @param box where it stands
     * @param flow the column of text it belongs to
     * @param height the height of its letters
     * @param bold whether most of it is bold
     * @param pageHeight the page's, in points
     */
    record Line(int page, String text, Box box, Box flow, float height, boolean bold, float pageHeight)
            implements Piece {}

    /** A table. */
    record Grid(int page, TableGrid cells, Box box) implements Piece {}
}
