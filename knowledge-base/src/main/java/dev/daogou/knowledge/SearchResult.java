package dev.daogou.knowledge;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits best first
 * @param nothingRelevant true when even the best hit does not speak of what was asked
 */
public record SearchResult(List<Hit> hits, boolean nothingRelevant) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
