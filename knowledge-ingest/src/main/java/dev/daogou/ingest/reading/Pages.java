package dev.daogou.ingest.reading;

/**
 * Where in a paged document something stands: the pages of a PDF, the slides of a presentation.
 *
 * @param first the page it begins on, from 1
 * @param last the page it ends on
 */
public record Pages(int first, int last) {
    public Pages {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("No pages: " + first + " to " + last);
        }
    }
}
