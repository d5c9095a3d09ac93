package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what a cell or a box holds until it is known where it goes. */
final class WordLater implements WordSink {

    private final List<Consumer<WordSink>> held = new ArrayList<>();
    private int tables;

    int tables() {
        return tables;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    @Override
    public void paragraph(WordParagraph paragraph) {
        held.add(sink -> sink.paragraph(paragraph));
    }

    @Override
    public void table(TableGrid cells) {
        tables++;
        held.add(sink -> sink.table(cells));
    }

    void into(WordSink sink) {
        held.forEach(each -> each.accept(sink));
    }
}
