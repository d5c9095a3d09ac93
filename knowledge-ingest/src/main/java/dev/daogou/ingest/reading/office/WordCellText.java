package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.SectionBuilder;
import dev.daogou.ingest.reading.TableGrid;

/** What a cell or a note says, as plain lines. */
final class WordCellText implements WordSink {

    private final StringBuilder text = new StringBuilder();
    private float letters;
    private float boldLetters;

    String text() {
        return text.toString().strip();
    }

    boolean isBold() {
        return letters > 0 && boldLetters >= letters * 0.9f;
    }

    @Override
    public void paragraph(WordParagraph paragraph) {
        String words = paragraph.words();
        if (!words.isEmpty()) {
            line(words);
            letters += paragraph.letters;
            boldLetters += paragraph.boldLetters;
        }
        paragraph.notes.forEach(this::line);
        paragraph.boxes.forEach(Runnable::run);
    }

    /** A table inside a cell: a line a row. */
    @Override
    public void table(TableGrid cells) {
        SectionBuilder inner = new SectionBuilder();
        cells.into(inner);
        inner.build().stream().flatMap(section -> section.blocks().stream()).forEach(this::block);
    }

    private void block(Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> line(paragraph.text());
            case Block.Listing listing -> listing.items().forEach(this::line);
            case Block.Table table -> {
                if (!table.header().isEmpty()) {
                    line(String.join(" | ", table.header()));
                }
                table.rows().forEach(row -> line(String.join(" | ", row)));
            }
            case Block.QuestionAndAnswer pair -> {
                line(pair.question());
                line(pair.answer());
            }
        }
    }

    private void line(String line) {
        text.append(text.isEmpty() ? "" : "\n").append(line);
    }
}
