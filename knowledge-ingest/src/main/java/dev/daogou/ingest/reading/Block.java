package dev.daogou.ingest.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a section that belongs together. Texts are not blank; {@code \n} is a line break the author made. */
public sealed interface Block {

    record Paragraph(String text) implements Block {}

    /** Items with their marker ({@code "1. "}, {@code "- "}), nested items on lines of their own, indented. */
    record Listing(List<String> items) implements Block {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /**
     * Rows under a header.
     *
     * @param header the columns' names; empty when the table has none
     * @param rows the cells of each row, which may be fewer or more than the columns, and may be blank
     */
    record Table(List<String> header, List<List<String>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A question together with its answer.
     *
     * @param productId the product it is about, when the document names one
     */
    record QuestionAndAnswer(
            String question, String answer, @Nullable String productId) implements Block {}
}
