package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.Fetched.Stamp;
import dev.daogou.ingest.reasons.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches the pages of one site as the site wishes: only what its rules allow, with a pause between two, and again later when
 * it is busy. Redirects are followed inside the site.
 */
final class PolitePages {

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_WAITS = 3;

    private final PageFetcher fetcher;
    private final CrawlLimits limits;
    private Duration pause;
    private SiteRules rules = SiteRules.allowingEverything();
    private boolean asked;

    PolitePages(PageFetcher fetcher, Duration pause, CrawlLimits limits) {
        this.fetcher = fetcher;
        this.pause = pause;
        this.limits = limits;
    }

    /** Reads the site's rules; they hold for what is fetched from now on. */
    SiteRules learnRules(URI start) throws InterruptedException {
        URI address = start.resolve("/robots.txt");
        rules = switch (get(address, start, Stamp.NONE)) {
            case Fetched.Page page -> SiteRules.of(page.url(), page.content(), PageFetcher.AGENT);
            case Fetched.Unavailable unavailable ->
                unavailable.isFaultOfServer() ? SiteRules.allowingNothing() : SiteRules.allowingEverything();
            case Fetched.Busy busy -> SiteRules.allowingNothing();
            case Fetched.Gone gone -> SiteRules.allowingEverything();
            case Fetched.Moved moved -> SiteRules.allowingEverything();
            case Fetched.NotChanged same -> SiteRules.allowingEverything();
        };
        Duration wanted = rules.delay(limits.longestDelay());
        pause = wanted.compareTo(pause) > 0 ? wanted : pause;
        return rules;
    }

    /** Fetches a page, or what stands at the end of the redirects that begin there. */
    Fetched fetch(URI url, URI start, Stamp stamp) throws InterruptedException {
        return rules.allows(url)
                ? get(url, start, stamp)
                : new Fetched.Unavailable(Reason.of("page_disallowed", SiteAddress.path(url)));
    }

    private Fetched get(URI url, URI start, Stamp stamp) throws InterruptedException {
        URI at = url;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            Fetched fetched = inTime(at, at.equals(url) ? stamp : Stamp.NONE);
            if (!(fetched instanceof Fetched.Moved moved)) {
                return fetched;
            }
            Optional<URI> next =
                    SiteAddress.of(moved.to().toString()).filter(site -> SiteAddress.isSameSite(site, start));
            if (next.isEmpty()) {
                return fetched;
            }
            if (!rules.allows(next.get())) {
                return new Fetched.Unavailable(Reason.of("page_disallowed", SiteAddress.path(next.get())));
            }
            at = next.get();
        }
        return new Fetched.Unavailable(Reason.of("page_unreachable", url.toString()));
    }

    /** Waits for a server that is busy, if it does not ask for too much. */
    private Fetched inTime(URI url, Stamp stamp) throws InterruptedException {
        for (int waits = 0; ; waits++) {
            if (asked) {
                Thread.sleep(pause);
            }
            asked = true;
            Fetched fetched = fetcher.fetch(url, stamp);
            if (!(fetched instanceof Fetched.Busy busy)
                    || waits == MOST_WAITS
                    || busy.pause().compareTo(limits.longestWait()) > 0) {
                return fetched;
            }
            Thread.sleep(busy.pause());
        }
    }
}
