package dev.daogou.assistant.sizing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What those whom a size fits measure on average, as far as one pool and those above it can tell. Each level leans on the
 * one above: with {@code n} fitting wearers of the pool whose trait sums to {@code T}, {@code n_s} and {@code T_s} of them in
 * size {@code s} and {@code above(s)} the level above,
 *
 * <pre>
 *   shift = (T - sum over s of n_s above(s)) / (n + 8)            the pool as a whole runs for larger bodies
 *   at(s) = above(s) + (T_s - n_s above(s) + 6 shift) / (n_s + 6)  the size in this pool
 * </pre>
 *
 * the posterior mean of a normal mean with known variances (Gelman et al., Bayesian Data Analysis, 3rd ed., 5.4), the
 * variances' ratios as pseudo-counts. A product's size chart counts as five fitting wearers in the middle of each range.
 */
final class ExpectedWearers {

    private static final double OF_POOL = 8;
    private static final double OF_SIZE = 6;
    private static final double OF_CHART = 5;

    private final @Nullable ExpectedWearers above;
    private final @Nullable FitPool pool;
    private final Map<String, double[]> chart;
    private final double[] shift = new double[Build.TRAITS];

    ExpectedWearers(@Nullable ExpectedWearers above, @Nullable FitPool pool, Map<String, double[]> chart) {
        this.above = above;
        this.pool = pool;
        this.chart = chart;
        if (pool != null) {
            pool.sizes().forEach((size, sums) -> {
                double[] expected = leaning(size);
                for (int t = 0; t < Build.TRAITS; t++) {
                    shift[t] += sums.traits[t] - sums.fitting[t] * expected[t];
                }
            });
            for (int t = 0; t < Build.TRAITS; t++) {
                shift[t] /= pool.all().fitting[t] + OF_POOL;
            }
        }
    }

    /** The mean traits in standard deviations. */
    double[] at(String size) {
        double[] expected = leaning(size);
        FitPool.Sums sums = pool == null ? null : pool.of(size);
        for (int t = 0; t < Build.TRAITS; t++) {
            double wearers = sums == null ? 0 : sums.fitting[t];
            double beyond = sums == null ? 0 : sums.traits[t] - wearers * expected[t];
            expected[t] += (beyond + OF_SIZE * shift[t]) / (wearers + OF_SIZE);
        }
        return expected;
    }

    private double[] leaning(String size) {
        double[] expected = above == null ? new double[Build.TRAITS] : above.at(size);
        double[] middles = chart.get(size);
        if (middles != null && above != null) {
            FitPool.Sums sums = above.pool == null ? null : above.pool.of(size);
            for (int t = 0; t < Build.TRAITS; t++) {
                if (!Double.isNaN(middles[t])) {
                    double wearers = (sums == null ? 0 : sums.fitting[t]) + OF_SIZE;
                    expected[t] = (wearers * expected[t] + OF_CHART * middles[t]) / (wearers + OF_CHART);
                }
            }
        }
        return expected;
    }
}
