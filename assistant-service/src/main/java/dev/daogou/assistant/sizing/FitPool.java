package dev.daogou.assistant.sizing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the records of a shop, of a category or of a product, as a whole and by size. All of them are sums, so a record
 * can be added, and taken out again, at any time.
 */
final class FitPool {

    /** How many slopes are kept: weight, mass index, bust, height and the size itself. */
    static final int SLOPES = 5;

    /** The sums over some records. */
    static final class Sums {
        /** By verdict, at {@link Verdict#place()}. */
        final double[] verdicts = new double[3];

        /** How many of those whom it fitted have the trait known, and their traits' sum in standard deviations. */
        final double[] fitting = new double[Build.TRAITS];

        final double[] traits = new double[Build.TRAITS];

        /** What was said less what the body alone made likely, and how much that varies: too small, too large. */
        final double[] surprise = new double[2];

        final double[] variance = new double[2];

        double records() {
            return verdicts[0] + verdicts[1] + verdicts[2];
        }

        void add(Verdict verdict, double[] standardised, double times) {
            verdicts[verdict.place()] += times;
            if (verdict == Verdict.FIT) {
                for (int t = 0; t < Build.TRAITS; t++) {
                    if (!Double.isNaN(standardised[t])) {
                        fitting[t] += times;
                        traits[t] += times * standardised[t];
                    }
                }
            }
        }

        void add(Surprise told, double times) {
            for (int side = 0; side < 2; side++) {
                surprise[side] += times * told.residual(side);
                variance[side] += times * told.variance(side);
            }
        }

        /** How much likelier than the body alone says, in log odds: a score step shrunk to none. */
        double score(int side, double shrinkage) {
            return surprise[side] / (variance[side] + shrinkage);
        }
    }

    private final Map<String, Sums> sizes = new HashMap<>();
    private final Sums all = new Sums();
    private final double[] slope = new double[SLOPES];
    private final double[] slopeVariance = new double[SLOPES];

    void add(String size, Verdict verdict, double[] standardised, double times) {
        all.add(verdict, standardised, times);
        sizes.computeIfAbsent(size, unseen -> new Sums()).add(verdict, standardised, times);
    }

    void add(String size, Surprise told, double times) {
        all.add(told, times);
        sizes.computeIfAbsent(size, unseen -> new Sums()).add(told, times);
        for (int i = 0; i < SLOPES; i++) {
            double along = told.along(i);
            slope[i] += times * (told.residual(1) - told.residual(0)) * along;
            slopeVariance[i] += times * told.varianceOfDirection() * along * along;
        }
    }

    /** How much more often than elsewhere it is too large the farther along, shrunk to none. */
    double slope(int which, double shrinkage) {
        return slope[which] / (slopeVariance[which] + shrinkage);
    }

    Sums all() {
        return all;
    }

    @Nullable
    Sums of(String size) {
        return sizes.get(size);
    }

    Map<String, Sums> sizes() {
        return sizes;
    }
}
