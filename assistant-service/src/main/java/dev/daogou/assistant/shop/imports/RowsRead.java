package dev.daogou.assistant.shop.imports;

import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import java.util.List;

/** What a file held: its rows, and the lines that are no rows of this kind. */
record RowsRead(List<ImportRow> rows, List<RejectedRow> rejected) {
    RowsRead {
        rows = List.copyOf(rows);
        rejected = List.copyOf(rejected);
    }
}
