package dev.daogou.ingest.intake;

import java.util.List;

/** Takes pages of a site in, each as a document of its own. */
public interface WebPages {

    /**
     * Begins to take a site's pages in: the page at the address and, up to {@code depth} links away, pages of the same
     * host. A page that was taken in before becomes a new version when it has changed.
     *
     * @throws DocumentRefused with code {@code address_invalid} or {@code crawl_too_wide}
     */
    Crawl crawl(CrawlRequest request);

    /**
     * One crawl and the pages it has met so far.
     *
     * @throws CrawlUnknown when the shop has no such crawl
     */
    Crawl crawl(String shop, String crawlId);

    /** The shop's crawls, newest first. */
    List<Crawl> crawls(String shop, int limit);
}
