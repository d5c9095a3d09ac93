package dev.daogou.ingest.reading;

import java.util.List;

/**
 * The text below one heading, up to the next.
 *
 * @param titles the headings above it, outermost first; empty for text before any heading
 * @param blocks its content, never empty
 */
public record Section(List<String> titles, List<Block> blocks) {
    public Section {
        titles = List.copyOf(titles);
        blocks = List.copyOf(blocks);
    }
}
