package dev.daogou.ingest.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text below one heading, up to the next; in a paged document a long one is several, a few pages each.
 *
 * @param titles the headings above it, outermost first; empty for text before any heading
 * @param blocks its content, never empty
 * @param pages where it stands, when the document has pages
 */
public record Section(
        List<String> titles, List<Block> blocks, @Nullable Pages pages) {
    public Section {
        titles = List.copyOf(titles);
        blocks = List.copyOf(blocks);
    }

    public Section(List<String> titles, List<Block> blocks) {
        this(titles, blocks, null);
    }
}
