package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.shop.KnowledgeOnItsWay;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.Source;
import dev.daogou.knowledge.SourceContent;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes what products say about themselves searchable. A change only marks its product; a worker publishes what is
 * marked, after the change is committed, at start-up, and again when it did not work. A product is published by one worker
 * at a time: it is leased, and the lease runs out if the worker dies.
 */
@Component
public class CatalogPublishing implements KnowledgeOnItsWay, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogPublishing.class);
    private static final int PRODUCTS_AT_ONCE = 24;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Products products;
    private final KnowledgeBase knowledge;
    private final Shops shops;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private @Nullable ScheduledExecutorService worker;

    public CatalogPublishing(
            Products products, KnowledgeBase knowledge, Shops shops, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.products = products;
        this.knowledge = knowledge;
        this.shops = shops;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The id of the source that holds a product's passages. */
    public static String sourceId(String productId) {
        return "product:" + productId;
    }

    /** How many products of the shop have changed and are not yet found as they are now. */
    @Override
    public long pending(ShopId shop) {
        return jdbc.sql("""
                        select count(*)
                        from product
                        where shop_id = :shop and revision <> published_revision
                        """).param("shop", shop.value()).query(Long.class).single();
    }

    /** Has the worker look for changed products once the running transaction, if any, is committed. */
    void publishAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    publishSoon();
                }
            });
        } else {
            publishSoon();
        }
    }

    private synchronized void publishSoon() {
        if (worker != null) {
            worker.execute(this::publishAndReport);
        }
    }

    private void publishAndReport() {
        try {
            publishPending();
        } catch (RuntimeException failure) {
            LOG.warn("Changed products could not be made searchable; another look follows", failure);
        }
    }

    /** Publishes every changed product; returns when none is left that could be published now. */
    void publishPending() {
        List<Claimed> claimed = claim();
        while (!claimed.isEmpty() && !Thread.currentThread().isInterrupted()) {
            claimed.stream().collect(groupingBy(Claimed::shop)).forEach(this::publish);
            claimed = claim();
        }
    }

    /** A product to publish, at the revision it had when it was claimed. */
    private record Claimed(String shop, String productId, long revision) {}

    private List<Claimed> claim() {
        return jdbc.sql("""
                        update product
                        set publishing_until = :until
                        where (shop_id, product_id) in (
                            select shop_id, product_id
                            from product
                            where revision <> published_revision
                              and (publishing_until is null or publishing_until < :now)
                            order by shop_id, product_id
                            limit :limit
                            for update skip locked)
                        returning shop_id, product_id, revision
                        """)
                .param("until", clock.instant().plus(LEASE).atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("limit", PRODUCTS_AT_ONCE)
                .query((row, number) ->
                        new Claimed(row.getString("shop_id"), row.getString("product_id"), row.getLong("revision")))
                .list();
    }

    private void publish(String shopId, List<Claimed> claimed) {
        try {
            Shop shop = shops.shop(new ShopId(shopId));
            List<String> ids = claimed.stream().map(Claimed::productId).toList();
            List<SourceContent> contents = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            for (Listing listing : products.find(shop.id(), ids)) {
                switch (listing.product().status()) {
                    case ACTIVE, DISCONTINUED -> contents.add(content(shop, listing));
                    case INACTIVE -> gone.add(sourceId(listing.product().productId()));
                }
            }
            if (!contents.isEmpty()) {
                knowledge.replace(shopId, contents);
            }
            if (!gone.isEmpty()) {
                knowledge.remove(shopId, gone);
            }
            published(shopId, claimed);
        } catch (RuntimeException failure) {
            if (claimed.size() > 1) {
                // one product must not keep the others back
                claimed.forEach(one -> publish(shopId, List.of(one)));
            } else {
                LOG.warn(
                        "Product {} of shop {} could not be made searchable, to be tried again",
                        claimed.getFirst().productId(),
                        shopId,
                        failure);
                tryLater(shopId, claimed);
            }
        }
    }

    private static SourceContent content(Shop shop, Listing listing) {
        Product product = listing.product();
        Source source = new Source(
                shop.id().value(),
                sourceId(product.productId()),
                PassageKind.PRODUCT,
                product.title(),
                product.productId(),
                product.url(),
                null,
                null);
        return new SourceContent(source, ProductPassages.of(listing, shop.language()), ProductPassages.names(product));
    }

    /** A product that changed again meanwhile stays marked: its revision has moved on. */
    private void published(String shop, List<Claimed> claimed) {
        Map<String, Long> revisions = claimed.stream()
                .collect(toMap(Claimed::productId, Claimed::revision, (one, other) -> one, LinkedHashMap::new));
        jdbc.sql("""
                        update product
                        set published_revision = cast(given.value as bigint), publishing_until = null
                        from json_each_text(cast(:revisions as json)) as given
                        where product.shop_id = :shop and product.product_id = given.key
                        """)
                .param("revisions", json.writeValueAsString(revisions))
                .param("shop", shop)
                .update();
    }

    private void tryLater(String shop, List<Claimed> claimed) {
        jdbc.sql("""
                        update product
                        set publishing_until = :until
                        where shop_id = :shop and product_id in (:ids)
                        """)
                .param("until", clock.instant().plus(BEFORE_ANOTHER_TRY).atOffset(ZoneOffset.UTC))
                .param("shop", shop)
                .param("ids", claimed.stream().map(Claimed::productId).toList())
                .update();
    }

    @Override
    public synchronized void start() {
        if (worker == null) {
            worker = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("catalog-publishing").daemon().factory());
            ScheduledFuture<?> unused = worker.scheduleWithFixedDelay(
                    this::publishAndReport, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (worker != null) {
            worker.shutdownNow();
            worker = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return worker != null;
    }
}
