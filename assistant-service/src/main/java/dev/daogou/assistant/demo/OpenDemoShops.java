package dev.daogou.assistant.demo;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.daogou.assistant.demo.DemoFiles.DemoDocument;
import dev.daogou.assistant.shop.KnowledgeOnItsWay;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopExists;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.imports.ImportFormat;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.Imports;
import dev.daogou.assistant.shop.imports.Imports.Manner;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.DocumentRefused;
import dev.daogou.ingest.intake.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Opens the demo shops at first start, beside a service that answers already. Every file goes the way a merchant's goes;
 * giving the same file twice changes nothing, so a start that was cut short is simply taken up again.
 */
@Component
@ConditionalOnBooleanProperty("daogou.demo")
class OpenDemoShops {

    private static final Logger log = LoggerFactory.getLogger(OpenDemoShops.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Products first: everything else speaks of them. */
    private static final List<Rows> ROWS = List.of(
            new Rows("products", "products.csv", ImportFormat.CSV),
            new Rows("stock", "stock.csv", ImportFormat.CSV),
            new Rows("complements", "complements.csv", ImportFormat.CSV),
            new Rows("size-charts", "size-charts.csv", ImportFormat.CSV),
            new Rows("fit-records", "fit-records.csv", ImportFormat.CSV),
            new Rows("coupons", "coupons.csv", ImportFormat.CSV),
            new Rows("orders", "orders.ndjson", ImportFormat.NDJSON),
            new Rows("qa", "qa.csv", ImportFormat.CSV));

    private record Rows(String kind, String file, ImportFormat format) {}

    private final DemoShops demoShops;
    private final DemoFiles files;
    private final Shops shops;
    private final Imports imports;
    private final DocumentIntake intake;
    private final List<KnowledgeOnItsWay> onItsWay;
    private final Environment environment;
    private volatile @Nullable Thread opening;

    OpenDemoShops(
            DemoShops demoShops,
            DemoFiles files,
            Shops shops,
            Imports imports,
            DocumentIntake intake,
            List<KnowledgeOnItsWay> onItsWay,
            Environment environment) {
        this.demoShops = demoShops;
        this.files = files;
        this.shops = shops;
        this.imports = imports;
        this.intake = intake;
        this.onItsWay = onItsWay;
        this.environment = environment;
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        opening = Thread.ofPlatform().name("demo-shops").daemon().start(this::open);
    }

    @EventListener
    void stop(ContextClosedEvent closed) {
        Thread running = opening;
        if (running != null) {
            running.interrupt();
        }
    }

    private void open() {
        try {
            for (ShopId id : DemoShops.IN_THIS_PROGRAM) {
                open(id);
            }
            sayWhenReady();
        } catch (InterruptedException stopping) {
            log.debug("Stopped while opening the demo shops; the next start takes it up again");
        } catch (RuntimeException failure) {
            if (!Thread.currentThread().isInterrupted()) {
                log.error("The demo shops could not be opened; the next start tries again", failure);
            }
        }
    }

    /** Opens one, or goes on where an earlier start was cut short. */
    void open(ShopId id) throws InterruptedException {
        if (demoShops.isGiven(id)) {
            return;
        }
        if (!demoShops.isDemo(id)) {
            if (exists(id)) {
                // A merchant's own shop that happens to be called so.
                return;
            }
            demoShops.begin(id);
        }
        Shop shop = files.shop(id);
        try {
            shops.open(shop);
        } catch (ShopExists halfWay) {
            shop = shops.shop(id);
        }
        boolean whole = true;
        for (Rows rows : ROWS) {
            whole &= give(shop, rows);
            stopWhenAsked();
        }
        for (DemoDocument document : files.documents(id, productIds(id))) {
            whole &= give(new Submission(
                    id.value(),
                    document.fileName(),
                    document.file(),
                    document.kind(),
                    document.productId(),
                    null,
                    null,
                    null,
                    null));
            stopWhenAsked();
        }
        if (whole) {
            demoShops.given(id);
        }
    }

    /** One file that cannot be taken does not keep the others back. */
    private boolean give(Submission document) {
        try {
            intake.accept(document);
            return true;
        } catch (DocumentRefused refused) {
            log.error("{} of {} was not taken: {}", document.fileName(), document.shop(), refused.getMessage());
            return false;
        }
    }

    private static void stopWhenAsked() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean exists(ShopId id) {
        try {
            shops.shop(id);
            return true;
        } catch (ShopUnknown none) {
            return false;
        }
    }

    private boolean give(Shop shop, Rows rows) {
        byte[] content = files.rows(shop.id(), rows.file()).orElse(null);
        if (content == null) {
            return true;
        }
        ImportOutcome outcome;
        try {
            outcome = imports.take(shop, rows.kind(), rows.format(), content, Manner.WHAT_IS_RIGHT);
        } catch (Problem problem) {
            log.error("{} of {} was not taken: {}", rows.file(), shop.id(), problem.getMessage());
            return false;
        }
        if (!outcome.rejected().isEmpty()) {
            log.warn(
                    "{} of {}: {} rows were not taken, {}",
                    rows.file(),
                    shop.id(),
                    outcome.rejected().size(),
                    outcome.rejected().stream()
                            .limit(5)
                            .map(row -> "line " + row.line() + " " + row.field() + ": " + row.reason())
                            .collect(joining("; ")));
        }
        return true;
    }

    private Set<String> productIds(ShopId shop) {
        return files.rows(shop, "products.csv")
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse("")
                .lines()
                .skip(1)
                .map(line -> line.substring(0, Math.max(line.indexOf(','), 0)))
                .filter(id -> !id.isBlank())
                .collect(toSet());
    }

    private void sayWhenReady() throws InterruptedException {
        Instant start = Instant.now();
        while (pending() > 0) {
            if (Duration.between(start, Instant.now()).compareTo(PATIENCE) > 0) {
                log.warn("Some of the demo shops' documents are still not searchable; see /console");
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        log.info(
                "Demo shop ready: http://localhost:{}",
                environment.getProperty("local.server.port", environment.getProperty("server.port", "8080")));
    }

    private long pending() {
        long pending = 0;
        for (ShopId shop : DemoShops.IN_THIS_PROGRAM) {
            if (demoShops.isDemo(shop)) {
                pending += intake.pending(shop.value());
                for (KnowledgeOnItsWay room : onItsWay) {
                    pending += room.pending(shop);
                }
            }
        }
        return pending;
    }
}
