package dev.daogou.knowledge;

import java.util.List;

/**
 * A source together with all of its passages, in reading order.
 *
 * @param names brands, series and models it speaks of, which from now on are words of the shop; those that show in its title
 *     need not be given
 */
public record SourceContent(Source source, List<PassageDraft> passages, List<String> names) {
    public SourceContent {
        passages = List.copyOf(passages);
        names = List.copyOf(names);
    }

    /** A source that names nothing but by its title. */
    public SourceContent(Source source, List<PassageDraft> passages) {
        this(source, passages, List.of());
    }
}
