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
 * @param ahead how many more are known and wait to be met; the limits may leave some of them out
 */
public record Crawl(
        String id,
        String shop,
        String url,
        int depth,
        int maxPages,
        State state,
        List<Page> pages,
        int ahead,
        Instant createdAt) {
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

    /** What came of a page. */
    public enum Outcome {
        /** Read; it becomes a document in a moment, when the site's other pages have shown what repeats on all. */
        READ,
        /** It is a document, new or in a new version where it has changed. */
        TAKEN,
        /** Its document stands as it is: the site says that nothing has changed. */
        UNCHANGED,
        /** It is not for us, or cannot be had or read. */
        REFUSED,
        /** It is there no more, and its document was removed. */
        REMOVED
    }

    /**
     * A page that was met.
     *
     * @param documentId the document it is, null when it is none
     * @param reason why it was not taken in, null when it was
     */
    public record Page(
            String url,
            Outcome outcome,
            @Nullable String documentId,
            @Nullable String reason) {}
}
