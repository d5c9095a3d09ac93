package dev.daogou.ingest.intake;

/** The shop has no such crawl. */
public class CrawlUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CrawlUnknown(String shop, String crawlId) {
        super("The shop '" + shop + "' has no crawl '" + crawlId + "'");
    }
}
