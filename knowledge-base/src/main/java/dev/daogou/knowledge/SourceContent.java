package dev.daogou.knowledge;

import java.util.List;

/** A source together with all of its passages, in reading order. */
public record SourceContent(Source source, List<PassageDraft> passages) {
    public SourceContent {
        passages = List.copyOf(passages);
    }
}
