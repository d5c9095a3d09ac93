package dev.daogou.ingest.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site whose pages are taken in.
 *
 * @param id unique in the shop
 * @param state where it stands
 * @param pages the pages met so far, in that order
 */
public record Crawl(
        String id, String shop, String url, int depth, int maxPages, State state, List<Page> pages, Instant createdAt) {
    public Crawl {
        pages = List.copyOf(pages);
    }

    /** Where a crawl stands. */
    public sealed interface State {
        record Queued() implements State {}

        record Running() implements State {}

        /** All pages were met; their documents may still be on their way. */
        record Done() implements State {}

        /** Not even the first page could be had; {@code reason} tells the merchant why. */
        record Failed(String reason) implements State {}
    }

    /**
     * A page that was met.
     *
     * @param documentId the document it became, null when it was not taken in
     * @param reason why it was not taken in, null when it was
     */
    public record Page(
            String url,
            @Nullable String documentId,
            @Nullable String reason) {}
}
