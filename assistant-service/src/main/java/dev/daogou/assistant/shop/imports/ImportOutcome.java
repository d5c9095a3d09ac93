package dev.daogou.assistant.shop.imports;

import java.util.List;

/**
 * What became of the rows.
 *
 * @param created new things (counted in rows)
 * @param updated things that changed
 * @param unchanged things that were the same already
 * @param rejected what was wrong, a line and a field each
 */
public record ImportOutcome(int created, int updated, int unchanged, List<RejectedRow> rejected) {
    public ImportOutcome {
        rejected = List.copyOf(rejected);
    }

    /** How many rows were right. */
    public int accepted() {
        return created + updated + unchanged;
    }

    /**
     * A row that cannot be taken.
     *
     * @param line its line in the file, from 1
     * @param field the column at fault
     * @param reason what is wrong and what to do
     */
    public record RejectedRow(int line, String field, String reason) {}
}
