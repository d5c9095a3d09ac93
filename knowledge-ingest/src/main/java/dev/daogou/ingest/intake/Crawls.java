package dev.daogou.ingest.intake;

import dev.daogou.ingest.indexing.IndexingQueue;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import dev.daogou.knowledge.PassageKind;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Crawls as they are kept in the database. */
class Crawls implements WebPages {

    /** The job that takes a site's pages in. */
    static final String CRAWL_SITE = "crawl-site";

    private static final int DEEPEST = 5;
    private static final int MOST_PAGES = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final IndexingQueue queue;
    private final ShopLanguages languages;
    private final Clock clock;
    private final DocumentIds ids;

    Crawls(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            IndexingQueue queue,
            ShopLanguages languages,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.queue = queue;
        this.languages = languages;
        this.clock = clock;
        this.ids = new DocumentIds(clock);
    }

    @Override
    public Crawl crawl(CrawlRequest request) {
        String shop = request.shop();
        if (request.kind() == PassageKind.PRODUCT) {
            throw new IllegalArgumentException("A page is never of the kind product");
        }
        if (!languages.isOpen(shop)) {
            throw refused(shop, Reason.of("shop_unknown", shop));
        }
        URI url = SiteAddress.of(request.url())
                .orElseThrow(() -> refused(shop, Reason.of("address_invalid", request.url())));
        if (request.depth() < 0
                || request.depth() > DEEPEST
                || request.maxPages() < 1
                || request.maxPages() > MOST_PAGES) {
            throw refused(shop, Reason.of("crawl_too_wide", Integer.toString(DEEPEST), Integer.toString(MOST_PAGES)));
        }
        Optional<String> onItsWay = onItsWay(request, url);
        if (onItsWay.isPresent()) {
            return crawl(shop, onItsWay.get());
        }
        String id = ids.next();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    INSERT INTO crawls (
                        shop_id, crawl_id, url, depth, max_pages, kind, product_id, stage, created_at, updated_at)
                    VALUES (:shop, :crawl, :url, :depth, :maxPages, :kind, :product, 'queued', :now, :now)
                    """)
                    .param("shop", shop)
                    .param("crawl", id)
                    .param("url", url.toString())
                    .param("depth", request.depth())
                    .param("maxPages", request.maxPages())
                    .param("kind", request.kind().wireName())
                    .param("product", request.productId())
                    .param("now", now())
                    .update();
            queue.addJob(CRAWL_SITE, shop + "/" + id);
        });
        return crawl(shop, id);
    }

    /** The same crawl, asked for before and not at its end yet: two at once would get into each other's way. */
    private Optional<String> onItsWay(CrawlRequest request, URI url) {
        return jdbc.sql("""
                SELECT crawl_id FROM crawls
                 WHERE shop_id = :shop AND url = :url AND depth = :depth AND max_pages = :maxPages AND kind = :kind
                   AND product_id IS NOT DISTINCT FROM CAST(:product AS text) AND stage IN ('queued', 'running')
                 LIMIT 1
                """)
                .param("shop", request.shop())
                .param("url", url.toString())
                .param("depth", request.depth())
                .param("maxPages", request.maxPages())
                .param("kind", request.kind().wireName())
                .param("product", request.productId())
                .query(String.class)
                .optional();
    }

    @Override
    public Crawl crawl(String shop, String crawlId) {
        return jdbc.sql("SELECT * FROM crawls WHERE shop_id = :shop AND crawl_id = :crawl")
                .param("shop", shop)
                .param("crawl", crawlId)
                .query((row, number) -> crawl(row))
                .optional()
                .orElseThrow(() -> new CrawlUnknown(shop, crawlId));
    }

    @Override
    public List<Crawl> crawls(String shop, int limit) {
        return jdbc.sql("SELECT * FROM crawls WHERE shop_id = :shop ORDER BY crawl_id DESC LIMIT :limit")
                .param("shop", shop)
                .param("limit", limit)
                .query((row, number) -> crawl(row))
                .list();
    }

    /**
     * What a worker is to do.
     *
     * @param attempt how often it was begun, this time included
     */
    record Order(CrawlRequest request, String crawlId, int attempt) {}

    /** Takes a crawl up; nothing when it has ended or its shop is gone. */
    Optional<Order> begin(String shop, String crawlId) {
        return jdbc.sql("""
                UPDATE crawls SET stage = 'running', attempts = attempts + 1, updated_at = :now
                 WHERE shop_id = :shop AND crawl_id = :crawl AND stage IN ('queued', 'running')
                RETURNING *
                """)
                .param("now", now())
                .param("shop", shop)
                .param("crawl", crawlId)
                .query((row, number) -> new Order(
                        new CrawlRequest(
                                shop,
                                row.getString("url"),
                                row.getInt("depth"),
                                row.getInt("max_pages"),
                                PassageKind.of(row.getString("kind")),
                                row.getString("product_id")),
                        crawlId,
                        row.getInt("attempts")))
                .optional();
    }

    /** Records what came of a page; once more when more is known of it. */
    void met(
            Order order,
            URI page,
            int position,
            Crawl.Outcome outcome,
            @Nullable String documentId,
            @Nullable String reason) {
        jdbc.sql("""
                INSERT INTO crawl_pages (shop_id, crawl_id, url, position, outcome, document_id, reason)
                VALUES (:shop, :crawl, :url, :position, :outcome, :document, :reason)
                ON CONFLICT (shop_id, crawl_id, url)
                DO UPDATE SET position = excluded.position, outcome = excluded.outcome,
                              document_id = excluded.document_id, reason = excluded.reason
                """)
                .param("shop", order.request().shop())
                .param("crawl", order.crawlId())
                .param("url", page.toString())
                .param("position", position)
                .param("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .param("document", documentId)
                .param("reason", reason)
                .update();
    }

    void ahead(Order order, int pages) {
        jdbc.sql("""
                UPDATE crawls SET ahead = :ahead, updated_at = :now WHERE shop_id = :shop AND crawl_id = :crawl
                """)
                .param("ahead", pages)
                .param("now", now())
                .param("shop", order.request().shop())
                .param("crawl", order.crawlId())
                .update();
    }

    void end(Order order, @Nullable String failure) {
        jdbc.sql("""
                UPDATE crawls SET stage = :stage, reason = :reason, ahead = 0, updated_at = :now
                 WHERE shop_id = :shop AND crawl_id = :crawl
                """)
                .param("stage", failure == null ? "done" : "failed")
                .param("reason", failure)
                .param("now", now())
                .param("shop", order.request().shop())
                .param("crawl", order.crawlId())
                .update();
    }

    private Crawl crawl(ResultSet row) throws SQLException {
        String shop = row.getString("shop_id");
        String id = row.getString("crawl_id");
        String reason = row.getString("reason");
        Crawl.State state = switch (row.getString("stage")) {
            case "queued" -> new Crawl.State.Queued();
            case "running" -> new Crawl.State.Running();
            case "done" -> new Crawl.State.Done();
            default -> new Crawl.State.Failed(reason == null ? "" : reason);
        };
        return new Crawl(
                id,
                shop,
                row.getString("url"),
                row.getInt("depth"),
                row.getInt("max_pages"),
                state,
                pages(shop, id),
                row.getInt("ahead"),
                Objects.requireNonNull(row.getObject("created_at", OffsetDateTime.class))
                        .toInstant());
    }

    private List<Crawl.Page> pages(String shop, String crawlId) {
        return jdbc.sql("""
                SELECT url, outcome, document_id, reason FROM crawl_pages
                 WHERE shop_id = :shop AND crawl_id = :crawl ORDER BY position
                """)
                .param("shop", shop)
                .param("crawl", crawlId)
                .query((row, number) -> new Crawl.Page(
                        row.getString("url"),
                        Crawl.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        row.getString("document_id"),
                        row.getString("reason")))
                .list();
    }

    private DocumentRefused refused(String shop, Reason reason) {
        return new DocumentRefused(reason.code(), reason.in(languages.of(shop)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
