package dev.daogou.ingest.reading;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;

/** What was read, as lines that are easy to compare: {@code # titles}, {@code p text}, {@code - items}, {@code | cells}. */
public final class Told {

    private Told() {}

    public static List<String> by(ReadDocument document) {
        List<String> told = new ArrayList<>();
        for (Section section : document.sections()) {
            told.add("# " + String.join(" > ", section.titles()));
            for (Block block : section.blocks()) {
                switch (block) {
                    case Block.Paragraph paragraph -> told.add("p " + paragraph.text());
                    case Block.Listing listing -> told.addAll(listing.items());
                    case Block.Table table -> {
                        if (!table.header().isEmpty()) {
                            told.add("|| " + String.join(" | ", table.header()));
                        }
                        table.rows().forEach(row -> told.add("| " + String.join(" | ", row)));
                    }
                    case Block.QuestionAndAnswer pair -> told.add("? " + pair.question() + " ! " + pair.answer());
                }
            }
        }
        return told;
    }

    public static ReadDocument read(byte[] content, String name) {
        return Readers.read(
                new SourceFile(content, Readers.mediaTypeOfName(name).orElseThrow(), null));
    }

    /** The code of the reason why it cannot be read. */
    public static String refusal(byte[] content, String name) {
        return catchThrowableOfType(DocumentUnreadable.class, () -> read(content, name))
                .reason()
                .code();
    }
}
