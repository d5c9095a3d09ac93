package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.PageFetcher.Fetched;
import dev.daogou.ingest.reading.TextDecoding;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;

/** Takes a site's pages in, nearest first; begun again after a crash it meets the same pages and changes nothing twice. */
class CrawlSite {

    private static final int MOST_REDIRECTS = 5;

    private final Crawls crawls;
    private final PageFetcher fetcher;
    private final StoredDocuments documents;
    private final ShopLanguages languages;
    private final IntakeLimits limits;

    CrawlSite(
            Crawls crawls,
            PageFetcher fetcher,
            StoredDocuments documents,
            ShopLanguages languages,
            IntakeLimits limits) {
        this.crawls = crawls;
        this.fetcher = fetcher;
        this.documents = documents;
        this.languages = languages;
        this.limits = limits;
    }

    void run(String shop, String crawlId) throws InterruptedException {
        Optional<Crawls.Order> order = crawls.begin(shop, crawlId);
        if (order.isEmpty()) {
            return;
        }
        if (order.get().attempt() > limits.crawlAttempts()) {
            crawls.end(order.get(), sentence(shop, Reason.of("crawl_gave_up")));
            return;
        }
        crawls.end(order.get(), new Walk(order.get()).all());
    }

    /** A page that waits to be met, and how many links it is away. */
    private record Ahead(URI url, int depth) {}

    private final class Walk {

        private final Crawls.Order order;
        private final CrawlRequest request;
        private final Deque<Ahead> ahead = new ArrayDeque<>();
        private final Set<URI> known = new HashSet<>();
        private int position;
        private int taken;

        private Walk(Crawls.Order order) {
            this.order = order;
            this.request = order.request();
        }

        /** Why not even the first page could be had, null when it could. */
        private @Nullable String all() throws InterruptedException {
            URI start = SiteAddress.of(request.url()).orElseThrow();
            RobotsRules rules = rulesOf(start);
            Duration pause = rules.delay().compareTo(limits.pagePause()) > 0 ? rules.delay() : limits.pagePause();
            known.add(start);
            ahead.add(new Ahead(start, 0));
            while (!ahead.isEmpty() && taken < request.maxPages() && position < 4 * request.maxPages()) {
                if (position > 0) {
                    Thread.sleep(pause);
                }
                Ahead next = ahead.remove();
                Optional<String> refusal = meet(next, start, rules);
                if (refusal.isPresent() && position == 1 && ahead.isEmpty()) {
                    return refusal.get();
                }
            }
            return null;
        }

        /** Why the page was not taken in; nothing when it was. */
        private Optional<String> meet(Ahead next, URI start, RobotsRules rules) {
            String refusal = null;
            String documentId = null;
            URI url = next.url();
            Fetched fetched = rules.allows(SiteAddress.path(url))
                    ? fetch(url, start)
                    : new Fetched.Unavailable(Reason.of("page_disallowed", SiteAddress.path(url)));
            switch (fetched) {
                case Fetched.Unavailable unavailable -> refusal = sentence(request.shop(), unavailable.reason());
                case Fetched.Moved moved ->
                    refusal = sentence(
                            request.shop(),
                            Reason.of("page_moved_away", moved.to().toString()));
                case Fetched.Page page -> {
                    url = page.url();
                    known.add(url);
                    try {
                        Optional<Document> html = html(page);
                        boolean hidden = html.filter(
                                        document -> robots(document).contains("noindex"))
                                .isPresent();
                        if (hidden) {
                            refusal = sentence(request.shop(), Reason.of("page_disallowed", SiteAddress.path(url)));
                        } else {
                            documentId = take(page);
                            taken++;
                        }
                        html.ifPresent(document -> lookAhead(document, next.depth(), start));
                    } catch (DocumentRefused e) {
                        refusal = e.getMessage();
                    }
                }
            }
            crawls.met(order, url, position++, documentId, refusal);
            return Optional.ofNullable(refusal);
        }

        private String take(Fetched.Page page) {
            Submission submission = new Submission(
                    request.shop(),
                    SiteAddress.fileName(page.url()),
                    new ByteArrayResource(page.content()),
                    request.kind(),
                    request.productId(),
                    null,
                    page.url().toString(),
                    null,
                    null);
            Optional<String> before =
                    documents.withAddress(request.shop(), page.url().toString());
            if (before.isPresent()) {
                try {
                    return documents.replace(before.get(), submission).id();
                } catch (DocumentUnknown e) {
                    // Removed just now; it is taken in anew.
                }
            }
            return documents.accept(submission).id();
        }

        private void lookAhead(Document page, int depth, URI start) {
            if (depth >= request.depth() || robots(page).contains("nofollow")) {
                return;
            }
            List<URI> links = new ArrayList<>();
            for (Element link : page.select("a[href]")) {
                SiteAddress.of(link.absUrl("href")).ifPresent(links::add);
            }
            for (URI link : links) {
                if (SiteAddress.isSameSite(link, start) && known.add(link)) {
                    ahead.add(new Ahead(link, depth + 1));
                }
            }
        }

        /** Follows redirects inside the site. */
        private Fetched fetch(URI url, URI start) {
            URI at = url;
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                Fetched fetched = fetcher.fetch(at);
                if (!(fetched instanceof Fetched.Moved moved)) {
                    return fetched;
                }
                Optional<URI> next =
                        SiteAddress.of(moved.to().toString()).filter(site -> SiteAddress.isSameSite(site, start));
                if (next.isEmpty()) {
                    return fetched;
                }
                at = next.get();
            }
            return new Fetched.Unavailable(Reason.of("page_unreachable", url.toString()));
        }

        private RobotsRules rulesOf(URI start) {
            return switch (fetch(start.resolve("/robots.txt"), start)) {
                case Fetched.Page page ->
                    TextDecoding.tryDecode(page.content())
                            .map(text -> RobotsRules.of(text, PageFetcher.AGENT))
                            .orElseGet(RobotsRules::allowingEverything);
                case Fetched.Unavailable unavailable ->
                    unavailable.isFaultOfServer() ? RobotsRules.allowingNothing() : RobotsRules.allowingEverything();
                case Fetched.Moved moved -> RobotsRules.allowingEverything();
            };
        }
    }

    private static Optional<Document> html(Fetched.Page page) {
        MediaType type = page.type();
        boolean html = type == null
                || type.isCompatibleWith(MediaType.TEXT_HTML)
                || type.isCompatibleWith(MediaType.APPLICATION_XHTML_XML);
        return html
                ? TextDecoding.tryDecode(page.content())
                        .map(text -> Jsoup.parse(text, page.url().toString()))
                : Optional.empty();
    }

    private static String robots(Document page) {
        Element meta = page.selectFirst("meta[name=robots]");
        return meta == null ? "" : meta.attr("content").toLowerCase(Locale.ROOT);
    }

    private String sentence(String shop, Reason reason) {
        return reason.in(languages.of(shop));
    }
}
