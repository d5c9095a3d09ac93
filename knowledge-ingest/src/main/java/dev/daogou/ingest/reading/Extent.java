package dev.daogou.ingest.reading;

import java.util.List;

/** How much was read. */
final class Extent {

    private long cells;
    private long characters;

    private Extent() {}

    /** @throws DocumentUnreadable when it is more than allowed */
    static void require(ReadDocument document, ReadingLimits limits) {
        Extent extent = new Extent();
        for (Section section : document.sections()) {
            section.blocks().forEach(extent::add);
        }
        limits.requireCells(extent.cells);
        limits.requireCharacters(extent.characters);
    }

    private void add(Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> characters += paragraph.text().length();
            case Block.Listing listing -> texts(listing.items());
            case Block.Table table -> {
                row(table.header());
                table.rows().forEach(this::row);
            }
            case Block.QuestionAndAnswer pair ->
                characters += pair.question().length() + pair.answer().length();
        }
    }

    private void row(List<String> row) {
        cells += row.size();
        texts(row);
    }

    private void texts(List<String> texts) {
        for (String text : texts) {
            characters += text.length();
        }
    }
}
