package dev.daogou.ingest.intake;

import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import java.util.Optional;

/** Takes a site's pages in, nearest first; begun again after a crash it meets the same pages and changes nothing twice. */
class CrawlSite {

    private final Crawls crawls;
    private final SitePages sitePages;
    private final PageFetcher fetcher;
    private final StoredDocuments documents;
    private final ShopLanguages languages;
    private final IntakeLimits limits;
    private final CrawlLimits crawlLimits;

    CrawlSite(
            Crawls crawls,
            SitePages sitePages,
            PageFetcher fetcher,
            StoredDocuments documents,
            ShopLanguages languages,
            IntakeLimits limits,
            CrawlLimits crawlLimits) {
        this.crawls = crawls;
        this.sitePages = sitePages;
        this.fetcher = fetcher;
        this.documents = documents;
        this.languages = languages;
        this.limits = limits;
        this.crawlLimits = crawlLimits;
    }

    void run(String shop, String crawlId) throws InterruptedException {
        Optional<Crawls.Order> order = crawls.begin(shop, crawlId);
        if (order.isEmpty()) {
            return;
        }
        if (order.get().attempt() > limits.crawlAttempts()) {
            crawls.end(order.get(), Reason.of("crawl_gave_up").in(languages.of(shop)));
            return;
        }
        PolitePages site = new PolitePages(fetcher, limits.pagePause(), crawlLimits);
        TakePages taking = new TakePages(order.get(), crawls, sitePages, documents, languages);
        SiteWalk walk = new SiteWalk(order.get().request(), site, taking, sitePages, crawlLimits.siteMaps());
        crawls.end(
                order.get(),
                walk.all().map(reason -> reason.in(languages.of(shop))).orElse(null));
    }
}
