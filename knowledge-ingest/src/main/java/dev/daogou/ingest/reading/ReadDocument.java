package dev.daogou.ingest.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, in reading order.
 *
 * @param title the title the document gives itself, when it has one
 * @param sections its sections; none when there is nothing to read
 */
public record ReadDocument(@Nullable String title, List<Section> sections) {
    public ReadDocument {
        sections = List.copyOf(sections);
    }
}
