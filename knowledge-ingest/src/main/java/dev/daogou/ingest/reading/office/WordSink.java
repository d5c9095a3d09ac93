package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.TableGrid;

/** Takes what a Word document is made of, in reading order. */
interface WordSink {

    void paragraph(WordParagraph paragraph);

    void table(TableGrid cells);
}
