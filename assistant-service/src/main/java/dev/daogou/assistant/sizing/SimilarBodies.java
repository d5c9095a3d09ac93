package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.sizing.FitRecords.Near;
import dev.daogou.assistant.sizing.FitRecords.Span;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts what similar bodies said, the more similar the more it counts (a kernel estimate, Nadaraya 1964 and Watson 1964).
 *
 * <p>A record {@code i} weighs {@code k_i = exp(-d_i^2 / 2)}, where {@code d_i^2} sums, over the measures known of both
 * bodies, the squared difference in bandwidths: 6 cm of height, 3 kg of weight, 4 cm of bust and of waist. For a size
 * {@code s} and a verdict {@code v},
 *
 * <pre>
 *   n(s, v) = sum of k_i over the product's records of s with verdict v
 *           + 1/2 sum of k_i over its smaller sizes that were large (v = large) or larger ones that were small (v = small)
 *           + 1/10 sum of k_i over other products of the category in s with verdict v
 *   P(v | s) = (n(s, v) + 3 prior(s, v)) / (sum over v' of n(s, v') + 3)
 * </pre>
 *
 * The prior comes from the chart: with {@code u} the distance of the weight (else of the first girth known) from the middle
 * of the size's range, in widths of the range, too small is {@code 1 / (1 + exp(-3.5 (u - 1.1)))}, too large the same of
 * {@code -u}, fit the rest; without a chart it is 0.1, 0.8, 0.1. It speaks only when the product's records near the body
 * have an effective sample size {@code (sum k)^2 / sum k^2} (Kish 1965) of 8 or more, and picks among sizes that have
 * records of their own weighing 1.5 or more. The bandwidths were chosen by leaving one record out at a time.
 */
@Component
class SimilarBodies implements FitEstimates {

    private static final Map<Measure, Double> BANDWIDTHS = new EnumMap<>(Map.of(
            Measure.HEIGHT_CM, 6.0,
            Measure.WEIGHT_KG, 3.0,
            Measure.BUST_CM, 4.0,
            Measure.WAIST_CM, 4.0));
    private static final double NEAR = 3.0;
    private static final double SIMILAR_SQUARED = 2.0;
    private static final double OF_ANOTHER_SIZE = 0.5;
    private static final double OF_ANOTHER_PRODUCT = 0.1;
    private static final double PRIOR_RECORDS = 3.0;
    private static final double LEAST_EFFECTIVE_SAMPLE = 8.0;
    private static final double LEAST_OF_THE_SIZE = 1.5;
    private static final double LEAST_FIT = 0.4;
    private static final Span ANY = new Span(0, 1_000);

    private final FitRecords records;

    SimilarBodies(FitRecords records) {
        this.records = records;
    }

    @Override
    public Optional<FitEstimate> of(ShopId shop, Listing listing, Body body, SizeChart chart) {
        if (!body.knows(Measure.WEIGHT_KG)) {
            // Of one height, everybody buys the size of their own width: nothing to tell the sizes apart.
            return Optional.empty();
        }
        List<Near> near = records.near(
                shop,
                listing.product().productId(),
                listing.product().category(),
                span(body, Measure.HEIGHT_CM),
                span(body, Measure.WEIGHT_KG));
        return estimate(near, SizeOrder.smallestFirst(listing.sizes(), chart), body, chart);
    }

    private static Span span(Body body, Measure measure) {
        Double value = body.measure(measure);
        double reach = NEAR * BANDWIDTHS.getOrDefault(measure, 0.0);
        return value == null ? ANY : new Span(value - reach, value + reach);
    }

    /** What the records say; the sizes from the smallest on. */
    static Optional<FitEstimate> estimate(List<Near> near, List<String> sizes, Body body, SizeChart chart) {
        List<VerdictCounts> counts =
                sizes.stream().map(size -> new VerdictCounts()).toList();
        double[] ofTheSize = new double[sizes.size()];
        double sum = 0;
        double sumOfSquares = 0;
        int sample = 0;
        for (Near record : near) {
            int size = sizes.indexOf(record.size());
            if (size < 0) {
                continue;
            }
            double distanceSquared = distanceSquared(body, record.fitted());
            double weight = Math.exp(-distanceSquared / 2);
            Verdict verdict = record.fitted().verdict();
            if (!record.ofProduct()) {
                counts.get(size).add(verdict, weight * OF_ANOTHER_PRODUCT);
                continue;
            }
            counts.get(size).add(verdict, weight);
            ofTheSize[size] += weight;
            sum += weight;
            sumOfSquares += weight * weight;
            sample += distanceSquared <= SIMILAR_SQUARED ? 1 : 0;
            for (int other = 0; other < sizes.size(); other++) {
                if ((verdict == Verdict.LARGE && other > size) || (verdict == Verdict.SMALL && other < size)) {
                    counts.get(other).add(verdict, weight * OF_ANOTHER_SIZE);
                }
            }
        }
        if (sum == 0 || sum * sum / sumOfSquares < LEAST_EFFECTIVE_SAMPLE) {
            return Optional.empty();
        }
        return best(counts, ofTheSize, sizes, body, chart, sample);
    }

    private static Optional<FitEstimate> best(
            List<VerdictCounts> counts,
            double[] ofTheSize,
            List<String> sizes,
            Body body,
            SizeChart chart,
            int sample) {
        Map<String, FitProbabilities> bySize = new HashMap<>();
        String best = null;
        double bestFit = LEAST_FIT;
        for (int i = 0; i < sizes.size(); i++) {
            String size = sizes.get(i);
            FitProbabilities probabilities =
                    counts.get(i).with(prior(size, body, chart)).probabilities();
            bySize.put(size, probabilities);
            if (ofTheSize[i] >= LEAST_OF_THE_SIZE && probabilities.fit() > bestFit) {
                best = size;
                bestFit = probabilities.fit();
            }
        }
        return best == null ? Optional.empty() : Optional.of(new FitEstimate(bySize, best, sample));
    }

    private static double distanceSquared(Body body, FitRecords.Fitted fitted) {
        double sum = 0;
        for (Map.Entry<Measure, Double> bandwidth : BANDWIDTHS.entrySet()) {
            Double here = body.measure(bandwidth.getKey());
            Double there = fitted.measure(bandwidth.getKey());
            if (here != null && there != null) {
                double bandwidths = (here - there) / bandwidth.getValue();
                sum += bandwidths * bandwidths;
            }
        }
        return sum;
    }

    /** What the chart would say, as if so many had said it. */
    private static VerdictCounts prior(String size, Body body, SizeChart chart) {
        VerdictCounts prior = new VerdictCounts();
        Double off = offMiddle(size, body, chart);
        double small = off == null ? 0.1 : 1 / (1 + Math.exp(-3.5 * (off - 1.1)));
        double large = off == null ? 0.1 : 1 / (1 + Math.exp(-3.5 * (-off - 1.1)));
        double fit = Math.max(0.05, 1 - small - large);
        double each = PRIOR_RECORDS / (small + fit + large);
        prior.add(Verdict.SMALL, small * each);
        prior.add(Verdict.FIT, fit * each);
        prior.add(Verdict.LARGE, large * each);
        return prior;
    }

    private static @Nullable Double offMiddle(String size, Body body, SizeChart chart) {
        for (Measure measure : List.of(Measure.WEIGHT_KG, Measure.BUST_CM, Measure.WAIST_CM, Measure.HIP_CM)) {
            Double value = body.measure(measure);
            Optional<SizeChart.Row> row = chart.row(size, measure);
            if (value != null && row.isPresent()) {
                return row.get().offMiddle(value);
            }
        }
        return null;
    }

    /** How much was said for each verdict. */
    private static final class VerdictCounts {
        private double small;
        private double fit;
        private double large;

        void add(Verdict verdict, double weight) {
            switch (verdict) {
                case SMALL -> small += weight;
                case FIT -> fit += weight;
                case LARGE -> large += weight;
            }
        }

        VerdictCounts with(VerdictCounts others) {
            small += others.small;
            fit += others.fit;
            large += others.large;
            return this;
        }

        FitProbabilities probabilities() {
            return FitProbabilities.ofCounts(small, fit, large);
        }
    }
}
