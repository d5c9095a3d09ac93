package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.TableGrid;

/** What is put in reading order: words on a line, or a table as a whole. */
sealed interface Part {

    Box box();

    record Words(Fragment fragment) implements Part {
        @Override
        public Box box() {
            return fragment.box();
        }
    }

    record Cells(TableGrid cells, Box box) implements Part {}
}
