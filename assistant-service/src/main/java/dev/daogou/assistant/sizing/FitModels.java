package dev.daogou.assistant.sizing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.sizing.FitRecords.Revision;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What each shop's records have taught, kept in memory and learnt from the records again wherever it is not: nothing is stored
 * that could fall behind them. A look at the shop's revision before each answer finds what was written since, here or on
 * another node; it counts at once. When records have grown by half, or some were corrected, all is learnt anew in the
 * background while what is known answers.
 */
@Component
class FitModels {

    private static final Logger LOG = LoggerFactory.getLogger(FitModels.class);

    /** With fewer, {@link SimilarBodies} tells better (docs/decisions/0070-sizes-are-learnt-from-the-shops-own-records.md). */
    private static final int LEAST_RECORDS = 500;

    private static final int LEAST_OF_A_VERDICT = 10;
    private static final int MOST_RECORDS = 400_000;
    private static final long MOST_IN_MEMORY = 1_000_000;
    private static final double GROWN = 1.5;
    private static final Duration A_SHOPPER_WAITS = Duration.ofSeconds(2);
    private static final Duration AN_IMPORT_WAITS = Duration.ofSeconds(30);

    private final FitRecords records;
    private final SizeCharts charts;
    private final Cache<ShopId, Learnt> learnt = Caffeine.newBuilder()
            .maximumWeight(MOST_IN_MEMORY)
            .weigher((ShopId shop, Learnt known) -> 100 + known.from)
            .build();
    private final ConcurrentMap<ShopId, CompletableFuture<Learnt>> learning = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("fit-learning").daemon().factory());

    FitModels(FitRecords records, SizeCharts charts) {
        this.records = records;
        this.charts = charts;
    }

    /** What is known of a shop as of a revision of its records. */
    private static final class Learnt {
        private final @Nullable FitModel model;
        private final int from;
        private final long corrected;
        private volatile long revision;

        Learnt(@Nullable FitModel model, int from, Revision as) {
            this.model = model;
            this.from = from;
            this.corrected = as.corrected();
            this.revision = as.latest();
        }
    }

    /** The shop's model, with every record that was written; empty while there are too few. */
    Optional<FitModel> of(ShopId shop) {
        Revision now = records.revision(shop);
        if (now.latest() == 0) {
            return Optional.empty();
        }
        Learnt known = learnt.getIfPresent(shop);
        if (known == null || (known.model == null && known.revision < now.latest())) {
            known = awaited(learnSoon(shop), A_SHOPPER_WAITS);
        }
        if (known == null || known.model == null) {
            return Optional.empty();
        }
        if (known.revision < now.latest()) {
            catchUp(shop, known, known.model, now);
        }
        return Optional.of(known.model);
    }

    /**
     * Once the running transaction is committed, has the shop's records learnt from if they have grown, and waits for that, so
     * that whoever imports them finds them learnt.
     */
    void learnAfterCommit(ShopId shop) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Learnt known = learnt.getIfPresent(shop);
                int enough = known == null || known.model == null ? LEAST_RECORDS : (int) (known.from * GROWN);
                CompletableFuture<@Nullable Learnt> coming = CompletableFuture.supplyAsync(
                                () -> records.count(shop, enough) >= enough, worker)
                        .thenCompose(due -> due ? learnSoon(shop) : CompletableFuture.completedFuture(known));
                Learnt unused = awaited(coming, AN_IMPORT_WAITS);
            }
        });
    }

    private void catchUp(ShopId shop, Learnt known, FitModel model, Revision now) {
        if (known.corrected < now.corrected()) {
            CompletableFuture<Learnt> unused = learnSoon(shop);
            return;
        }
        synchronized (known) {
            if (known.revision < now.latest()) {
                int most = Math.max(0, (int) (known.from * GROWN) - model.records());
                List<Tried> since = records.triedSince(shop, known.revision, most + 1);
                if (since.size() > most) {
                    CompletableFuture<Learnt> unused = learnSoon(shop);
                    return;
                }
                since.reversed().forEach(model::add);
                known.revision = now.latest();
            }
        }
    }

    private CompletableFuture<Learnt> learnSoon(ShopId shop) {
        return learning.computeIfAbsent(shop, one -> CompletableFuture.supplyAsync(() -> learn(one), worker));
    }

    private Learnt learn(ShopId shop) {
        try {
            Revision as = records.revision(shop);
            List<Tried> all = records.triedSince(shop, 0, MOST_RECORDS).reversed();
            FitModel model = null;
            if (all.size() >= LEAST_RECORDS && everyVerdictIsIn(all)) {
                long from = System.nanoTime();
                model = FitModel.learn(all, middles(shop, all));
                LOG.info(
                        "Learnt the sizes of shop {} from {} records in {} ms",
                        shop.value(),
                        all.size(),
                        Duration.ofNanos(System.nanoTime() - from).toMillis());
            }
            Learnt known = new Learnt(model, all.size(), as);
            learnt.put(shop, known);
            return known;
        } finally {
            learning.remove(shop);
        }
    }

    private static boolean everyVerdictIsIn(List<Tried> records) {
        int[] counts = new int[Verdict.values().length];
        records.forEach(record -> counts[record.verdict().place()]++);
        return Arrays.stream(counts).allMatch(count -> count >= LEAST_OF_A_VERDICT);
    }

    /** For each product with a chart, its own or of its category, and each size the body in the middle of the ranges. */
    private Map<String, Map<String, Build>> middles(ShopId shop, List<Tried> all) {
        Map<SizeCharts.Owner, SizeChart> ofShop = charts.all(shop);
        Map<String, Map<String, Build>> middles = new HashMap<>();
        if (!ofShop.isEmpty()) {
            for (Tried record : all) {
                middles.computeIfAbsent(record.productId(), product -> middles(chart(ofShop, record)));
            }
        }
        return middles;
    }

    private static SizeChart chart(Map<SizeCharts.Owner, SizeChart> charts, Tried record) {
        SizeChart chart = charts.get(SizeCharts.Owner.product(record.productId()));
        String path = record.category();
        while (chart == null && path != null) {
            chart = charts.get(SizeCharts.Owner.category(path));
            int slash = path.lastIndexOf('/');
            path = slash < 0 ? null : path.substring(0, slash);
        }
        return chart == null ? new SizeChart(List.of()) : chart;
    }

    private static Map<String, Build> middles(SizeChart chart) {
        Map<String, Build> middles = new HashMap<>();
        for (SizeChart.Row row : chart.rows()) {
            middles.computeIfAbsent(
                    row.size(),
                    size -> new Build(
                            middle(chart, size, Measure.HEIGHT_CM),
                            middle(chart, size, Measure.WEIGHT_KG),
                            middle(chart, size, Measure.BUST_CM),
                            middle(chart, size, Measure.WAIST_CM),
                            Double.NaN));
        }
        return middles;
    }

    private static double middle(SizeChart chart, String size, Measure measure) {
        return chart.row(size, measure).map(row -> (row.min() + row.max()) / 2).orElse(Double.NaN);
    }

    /** What comes of it in time; null when it takes longer or fails. */
    private static @Nullable Learnt awaited(CompletableFuture<? extends @Nullable Learnt> coming, Duration longest) {
        try {
            return coming.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillLearning) {
            return null;
        } catch (ExecutionException failure) {
            LOG.warn("Sizes could not be learnt", failure);
            return null;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
