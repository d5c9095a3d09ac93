package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.Fetched.Stamp;
import dev.daogou.ingest.reading.TextDecoding;
import dev.daogou.ingest.reasons.Reason;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Goes through a site: the page it begins at, what that links to and what the site's maps name, and so on as deep as was
 * asked; at the end the pages that were taken in at earlier times, to see whether they are still there.
 */
final class SiteWalk {

    /** Of a page that is larger, links and repeated blocks are not looked for. */
    private static final int LARGEST_TO_LOOK_THROUGH = 5_000_000;

    private static final int MET_FOR_EACH_TAKEN = 4;

    /** A page that waits to be met, and how many links it is away. */
    private record Ahead(URI url, int depth) {}

    private final CrawlRequest request;
    private final URI start;
    private final PolitePages site;
    private final TakePages taking;
    private final SitePages sitePages;
    private final int mostSiteMaps;
    private final Map<URI, SitePages.Remembered> remembered;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Set<URI> known = new HashSet<>();
    private final Set<URI> met = new HashSet<>();

    SiteWalk(CrawlRequest request, PolitePages site, TakePages taking, SitePages sitePages, int mostSiteMaps) {
        this.request = request;
        this.start = SiteAddress.of(request.url()).orElseThrow();
        this.site = site;
        this.taking = taking;
        this.sitePages = sitePages;
        this.mostSiteMaps = mostSiteMaps;
        this.remembered = sitePages.of(request.shop(), SiteAddress.site(start));
    }

    /** Why not even the first page could be had; nothing when it could. */
    Optional<Reason> all() throws InterruptedException {
        taking.know(remembered);
        SiteRules rules = site.learnRules(start);
        lookAhead(List.of(start), 0);
        Optional<Reason> refusal = meet(ahead.remove());
        if (refusal.isPresent() && ahead.isEmpty()) {
            taking.finish();
            return refusal;
        }
        if (request.depth() > 0) {
            lookAhead(namedInSiteMaps(rules), 1);
        }
        walk();
        lookAhead(sitePages.takenBefore(request), request.depth());
        walk();
        taking.finish();
        return Optional.empty();
    }

    private void walk() throws InterruptedException {
        while (!ahead.isEmpty()
                && taking.taken() < request.maxPages()
                && taking.met() < MET_FOR_EACH_TAKEN * request.maxPages()) {
            Ahead next = ahead.remove();
            if (!met.contains(next.url())) {
                meet(next);
            }
        }
    }

    private List<URI> namedInSiteMaps(SiteRules rules) {
        String folder = SiteAddress.folder(start);
        SiteMaps maps = new SiteMaps(
                address -> {
                    try {
                        return site.fetch(address, start, Stamp.NONE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return new Fetched.Unavailable(Reason.of("page_unreachable", address.toString()));
                    }
                },
                mostSiteMaps);
        return maps.pages(start, rules.siteMaps(), MET_FOR_EACH_TAKEN * request.maxPages()).stream()
                .filter(page -> page.getRawPath().startsWith(folder))
                .toList();
    }

    /** Why the page was not taken in; nothing when it was. */
    private Optional<Reason> meet(Ahead next) throws InterruptedException {
        URI url = next.url();
        met.add(url);
        SitePages.Remembered before = remembered.get(url);
        Optional<String> standing = before == null ? Optional.empty() : taking.standing(url);
        Fetched fetched = site.fetch(url, start, before == null || standing.isEmpty() ? Stamp.NONE : before.stamp());
        taking.ahead(ahead.size());
        return switch (fetched) {
            case Fetched.Unavailable unavailable -> taking.refuse(url, unavailable.reason());
            case Fetched.Moved moved ->
                taking.refuse(url, Reason.of("page_moved_away", moved.to().toString()));
            case Fetched.Busy busy -> taking.refuse(url, Reason.of("page_busy", SiteAddress.path(url)));
            case Fetched.Gone gone -> taking.gone(url, gone.status());
            case Fetched.NotChanged same -> {
                if (before != null) {
                    follow(before.links(), next.depth());
                }
                yield taking.unchanged(url, standing.orElse(null));
            }
            case Fetched.Page page -> {
                if (!page.url().equals(url) && !met.add(page.url())) {
                    yield Optional.empty();
                }
                known.add(page.url());
                Optional<Document> html = html(page);
                yield html.isPresent() ? meet(next, page, html.get()) : taking.take(page, page.url(), url);
            }
        };
    }

    private Optional<Reason> meet(Ahead next, Fetched.Page page, Document html) {
        String robots = page.robots() + "," + robots(html);
        List<URI> links = says(robots, "nofollow") ? List.of() : links(html);
        follow(links, next.depth());
        URI address = canonical(html, page.url());
        if (says(robots, "noindex")) {
            return taking.withdrawn(page.url());
        }
        if (!address.equals(page.url())) {
            known.add(address);
            if (!met.add(address)) {
                // The page is another one that was met already.
                return Optional.empty();
            }
        }
        return taking.take(page, html, links, address, next.url());
    }

    private void follow(List<URI> links, int depth) {
        if (depth < request.depth()) {
            lookAhead(links, depth + 1);
        }
    }

    private void lookAhead(List<URI> pages, int depth) {
        for (URI page : pages) {
            if (SiteAddress.isSameSite(page, start) && !SiteAddress.isOfNoText(page) && known.add(page)) {
                ahead.add(new Ahead(page, depth));
            }
        }
    }

    private static List<URI> links(Document page) {
        List<URI> links = new ArrayList<>();
        for (Element link : page.select("a[href]")) {
            if (!link.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow")) {
                SiteAddress.of(link.absUrl("href"))
                        .filter(url -> SiteAddress.isSameSite(url, URI.create(page.location())))
                        .ifPresent(links::add);
            }
        }
        return links.stream().distinct().toList();
    }

    /**
     * Where the page says it really is. Sites that name their first page on every page by mistake are not believed.
     */
    private static URI canonical(Document page, URI url) {
        Element link = page.selectFirst("link[rel=canonical][href]");
        return link == null
                ? url
                : SiteAddress.of(link.absUrl("href"))
                        .filter(address -> SiteAddress.isSameSite(address, url))
                        .filter(address -> !address.getRawPath().equals("/")
                                || url.getRawPath().equals("/"))
                        .orElse(url);
    }

    private static Optional<Document> html(Fetched.Page page) {
        boolean html = page.mediaType().isEmpty()
                || page.mediaType().equals("text/html")
                || page.mediaType().equals("application/xhtml+xml");
        return html && page.content().length <= LARGEST_TO_LOOK_THROUGH
                ? TextDecoding.tryDecodeHtml(page.content(), page.charset())
                        .map(text -> Jsoup.parse(text, page.url().toString()))
                : Optional.empty();
    }

    private static String robots(Document page) {
        StringBuilder said = new StringBuilder();
        for (Element meta : page.select("meta[name=robots], meta[name=" + PageFetcher.AGENT + "]")) {
            said.append(meta.attr("content").toLowerCase(Locale.ROOT)).append(',');
        }
        return said.toString();
    }

    private static boolean says(String robots, String word) {
        for (String said : robots.split("[,\\s]+", -1)) {
            if (said.equals(word) || said.equals("none")) {
                return true;
            }
        }
        return false;
    }
}
