package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.Crawl;
import dev.daogou.ingest.intake.CrawlRequest;
import dev.daogou.ingest.intake.WebPages;
import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the pages of a site in and tells which were met. */
@RestController
@RequestMapping("/api/v1/shops/{shop}/crawls")
class CrawlsController {

    private static final int USUAL_PAGES = 20;

    private final WebPages pages;

    CrawlsController(WebPages pages) {
        this.pages = pages;
    }

    /** What to take in; {@code kind} is {@code guide} unless said otherwise. */
    record CrawlWanted(
            @Nullable String url,
            @Nullable Integer depth,
            @Nullable Integer maxPages,
            @Nullable String kind,
            @Nullable String productId) {}

    /**
     * A crawl as a merchant sees it.
     *
     * @param status {@code queued}, {@code running}, {@code done} or {@code failed}
     * @param reason why it failed
     * @param ahead how many known pages wait to be met
     */
    record CrawlView(
            String id,
            String url,
            int depth,
            int maxPages,
            String status,
            @Nullable String reason,
            List<PageView> pages,
            int ahead,
            Instant createdAt) {

        static CrawlView of(Crawl crawl) {
            return new CrawlView(
                    crawl.id(),
                    crawl.url(),
                    crawl.depth(),
                    crawl.maxPages(),
                    nameOf(crawl.state()),
                    crawl.state() instanceof Crawl.State.Failed failed ? failed.reason() : null,
                    crawl.pages().stream().map(PageView::of).toList(),
                    crawl.ahead(),
                    crawl.createdAt());
        }
    }

    /**
     * A page that was met.
     *
     * @param outcome {@code read} (a document in a moment), {@code taken}, {@code unchanged}, {@code refused} or {@code
     *     removed}
     */
    record PageView(
            String url,
            String outcome,
            @Nullable String documentId,
            @Nullable String reason) {

        static PageView of(Crawl.Page page) {
            return new PageView(
                    page.url(), page.outcome().name().toLowerCase(Locale.ROOT), page.documentId(), page.reason());
        }
    }

    static String nameOf(Crawl.State state) {
        return switch (state) {
            case Crawl.State.Queued ignored -> "queued";
            case Crawl.State.Running ignored -> "running";
            case Crawl.State.Done ignored -> "done";
            case Crawl.State.Failed ignored -> "failed";
        };
    }

    @PostMapping
    ResponseEntity<CrawlView> crawl(Shop shop, @RequestBody CrawlWanted wanted) {
        if (wanted.url() == null || wanted.url().isBlank()) {
            throw invalid("url", "Say which page to begin with");
        }
        Crawl crawl = pages.crawl(new CrawlRequest(
                shop.id().value(),
                wanted.url().strip(),
                wanted.depth() == null ? 0 : wanted.depth(),
                wanted.maxPages() == null ? USUAL_PAGES : wanted.maxPages(),
                kind(wanted.kind()),
                wanted.productId()));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(CrawlView.of(crawl));
    }

    @GetMapping
    Listed<CrawlView> list(Shop shop, @RequestParam(name = "limit", defaultValue = "50") int limit) {
        if (limit < 1 || limit > 200) {
            throw invalid("limit", "limit is from 1 to 200");
        }
        return Listed.whole(pages.crawls(shop.id().value(), limit).stream()
                .map(CrawlView::of)
                .toList());
    }

    @GetMapping("/{id}")
    CrawlView one(Shop shop, @PathVariable String id) {
        return CrawlView.of(pages.crawl(shop.id().value(), id));
    }

    private static PassageKind kind(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return PassageKind.GUIDE;
        }
        try {
            PassageKind kind = PassageKind.of(given.strip());
            if (kind != PassageKind.PRODUCT) {
                return kind;
            }
        } catch (IllegalArgumentException unknown) {
            // said below
        }
        throw invalid("kind", "kind is spec, policy, guide, promotion or qa");
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }
}
