package dev.daogou.bench;

import dev.daogou.assistant.sizing.FitModel;
import dev.daogou.assistant.sizing.FitProbabilities;
import dev.daogou.assistant.sizing.Tried;
import dev.daogou.bench.FitFile.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns how sizes fit from some shoppers of a file and tells it of others, through the very classes the service learns with.
 * A file holds a merchant's fit records or the RentTheRunway set, see {@link FitFile}. Shoppers are split at random, a fifth is
 * held out, once for each seed; figures are over all seeds' held-out records. Printed beside it: always answering with the
 * shares of all verdicts, and {@link PlainRegression}.
 *
 * <p>Options: {@code --data=FILE}, {@code --seeds=3}, {@code --held-out=20} (percent), {@code --most=N} (only the records of so
 * many shoppers, for a small shop's figures), {@code --record}.
 */
public final class SizeFit {

    private static final int FEW = 5;
    private static final int WARM = 2_000;

    private final Arguments arguments;
    private final FitScores majority = new FitScores();
    private final FitScores plain = new FitScores();
    private final FitScores unseen = new FitScores();
    private final FitScores fewRecords = new FitScores();
    private final FitScores plainFewRecords = new FitScores();
    private final FitScores withHistory = new FitScores();
    private final FitScores historyKnown = new FitScores();
    private final FitScores historyIgnored = new FitScores();
    private final List<Duration> predictions = new ArrayList<>();
    private final List<Duration> learnings = new ArrayList<>();
    private final List<Integer> learntFrom = new ArrayList<>();

    private SizeFit(Arguments arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] args) {
        try {
            new SizeFit(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() {
        String file = arguments.option("data");
        if (file == null) {
            throw new Arguments.WrongArguments("Give --data=FILE, a CSV of fit records, gzipped or not.");
        }
        List<Row> rows = some(FitFile.read(Path.of(file)));
        int seeds = arguments.number("seeds", 3);
        for (int seed = 1; seed <= seeds; seed++) {
            measure(rows, seed);
        }
        Table table = new Table(
                "",
                "records a seed",
                "mean AUC",
                "small / fit / large",
                "ECE",
                "ECE by verdict",
                "accuracy",
                "log-loss");
        majority.row(table, "shares of all verdicts", seeds);
        plain.row(table, "plain logistic regression with item priors", seeds);
        unseen.row(table, "**Daogou, shoppers never seen**", seeds);
        plainFewRecords.row(table, "items with fewer than 5 records: plain regression", seeds);
        fewRecords.row(table, "items with fewer than 5 records: Daogou", seeds);
        withHistory.row(table, "Daogou, earlier records of the shopper counted", seeds);
        historyIgnored.row(table, "only those who have earlier ones: not counted", seeds);
        historyKnown.row(table, "only those who have earlier ones: counted", seeds);
        System.out.println(table.forTerminal());
        String times = "Learning from %,d records took %s; telling all sizes of a product %d µs (p50), %d µs (p99)."
                .formatted(
                        learntFrom.getFirst(),
                        Durations.percentile(learnings, 0.5).toMillis() + " ms",
                        Durations.percentile(predictions, 0.5).toNanos() / 1_000,
                        Durations.percentile(predictions, 0.99).toNanos() / 1_000);
        System.out.println(times);
        Measurements.record(
                arguments,
                "SizeFit",
                "small, fit or large, shoppers held out, over " + seeds
                        + " seeds. ECE: the likeliest verdict, ten bins of " + "equal width. " + times,
                table);
    }

    private List<Row> some(List<Row> rows) {
        int most = arguments.number("most", Integer.MAX_VALUE);
        Set<String> shoppers = new HashSet<>();
        return rows.stream()
                .filter(row ->
                        shoppers.contains(row.shopper()) || (shoppers.size() < most && shoppers.add(row.shopper())))
                .toList();
    }

    private void measure(List<Row> rows, int seed) {
        double share = arguments.number("held-out", 20) / 100.0;
        Random random = new Random(seed);
        Map<String, Boolean> heldOut = new LinkedHashMap<>();
        List<Tried> taught = new ArrayList<>();
        List<Row> asked = new ArrayList<>();
        for (Row row : rows) {
            if (heldOut.computeIfAbsent(row.shopper(), shopper -> random.nextDouble() < share)) {
                asked.add(row);
            } else {
                taught.add(row.tried());
            }
        }
        Map<String, Integer> records = new HashMap<>();
        Map<String, Set<String>> sizes = new HashMap<>();
        for (Tried tried : taught) {
            records.merge(tried.productId(), 1, Integer::sum);
            sizes.computeIfAbsent(tried.productId(), product -> new HashSet<>()).add(tried.size());
        }
        long from = System.nanoTime();
        FitModel model = FitModel.learn(taught);
        learnings.add(Duration.ofNanos(System.nanoTime() - from));
        learntFrom.add(taught.size());
        PlainRegression regression = PlainRegression.learn(taught);
        double[] shares = shares(taught);
        // As they came: what a shopper said later is not known earlier.
        asked.sort(Comparator.comparing(Row::day));
        for (int i = 0; i < asked.size(); i++) {
            Tried tried = asked.get(i).tried();
            long before = System.nanoTime();
            double[] probabilities = probabilities(model, tried, null, sizes);
            if (i >= WARM || asked.size() < 2 * WARM) {
                predictions.add(Duration.ofNanos(System.nanoTime() - before));
            }
            boolean few = records.getOrDefault(tried.productId(), 0) < FEW;
            majority.add(shares, tried.verdict());
            double[] byPlain = regression.probabilities(tried);
            plain.add(byPlain, tried.verdict());
            unseen.add(probabilities, tried.verdict());
            if (few) {
                fewRecords.add(probabilities, tried.verdict());
                plainFewRecords.add(byPlain, tried.verdict());
            }
        }
        Set<String> spoken = new HashSet<>();
        for (Row row : asked) {
            Tried tried = row.tried();
            double[] probabilities = probabilities(model, tried, tried.shopperKey(), sizes);
            withHistory.add(probabilities, tried.verdict());
            if (!spoken.add(row.shopper())) {
                historyKnown.add(probabilities, tried.verdict());
                historyIgnored.add(probabilities(model, tried, null, sizes), tried.verdict());
            }
            model.add(tried);
        }
        System.out.printf("seed %d: mean AUC %s%n", seed, FitScores.shown(unseen.meanAuc()));
    }

    private static double[] probabilities(
            FitModel model, Tried tried, @Nullable String shopperKey, Map<String, Set<String>> sizes) {
        Set<String> ofProduct = new HashSet<>(sizes.getOrDefault(tried.productId(), Set.of()));
        ofProduct.add(tried.size());
        List<String> smallestFirst = ofProduct.stream()
                .sorted(Comparator.comparingDouble(SizeFit::place).thenComparing(Comparator.naturalOrder()))
                .toList();
        FitProbabilities fit = Objects.requireNonNull(
                model.estimate(tried.productId(), tried.category(), smallestFirst, tried.build(), shopperKey)
                        .get(tried.size()));
        return new double[] {fit.small(), fit.fit(), fit.large()};
    }

    /** Numbers by their value, letters XS to XXL. */
    private static double place(String size) {
        String figure = size.replaceAll("[^0-9.]", "");
        if (!figure.isEmpty() && !size.endsWith("L") && !size.endsWith("S")) {
            return Double.parseDouble(figure);
        }
        int times = size.length() - 1;
        return size.endsWith("S") ? -1 - times : size.endsWith("L") ? 1 + times : 0;
    }

    private static double[] shares(List<Tried> records) {
        double[] shares = new double[3];
        records.forEach(record -> shares[record.verdict().place()] += 1.0 / records.size());
        return shares;
    }
}
