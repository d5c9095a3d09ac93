package dev.daogou.bench;

import dev.daogou.assistant.sizing.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How good probabilities of small, fit and large were. */
final class FitScores {

    private static final int BINS = 10;

    private static final class Judged {
        private final double[] probabilities;
        private final Verdict said;

        Judged(double[] probabilities, Verdict said) {
            this.probabilities = probabilities.clone();
            this.said = said;
        }

        double[] probabilities() {
            return probabilities;
        }

        Verdict said() {
            return said;
        }
    }

    private final List<Judged> all = new ArrayList<>();

    void add(double[] probabilities, Verdict said) {
        all.add(new Judged(probabilities, said));
    }

    int size() {
        return all.size();
    }

    /** The mean over the verdicts of the area under the curve of one against the rest. */
    double meanAuc() {
        double sum = 0;
        for (Verdict verdict : Verdict.values()) {
            sum += auc(verdict);
        }
        return sum / Verdict.values().length;
    }

    /** How often one of this verdict got a higher probability of it than one of another, ties half (Mann and Whitney 1947). */
    double auc(Verdict verdict) {
        int place = verdict.place();
        List<Judged> sorted = all.stream()
                .sorted(Comparator.comparingDouble(judged -> judged.probabilities()[place]))
                .toList();
        double ranks = 0;
        double positive = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            int hits = 0;
            while (to < sorted.size()
                    && sorted.get(to).probabilities()[place] == sorted.get(from).probabilities()[place]) {
                hits += sorted.get(to).said() == verdict ? 1 : 0;
                to++;
            }
            ranks += hits * ((from + to + 1) / 2.0);
            positive += hits;
            from = to;
        }
        return (ranks - positive * (positive + 1) / 2) / (positive * (sorted.size() - positive));
    }

    double logLoss() {
        return all.stream()
                .mapToDouble(judged ->
                        -Math.log(Math.max(judged.probabilities()[judged.said().place()], 1e-12)))
                .average()
                .orElse(0);
    }

    double accuracy() {
        return all.stream()
                .mapToInt(judged -> likeliest(judged) == judged.said().place() ? 1 : 0)
                .average()
                .orElse(0);
    }

    /**
     * How far what was promised is from what came true: over ten bins of equal width of the likeliest verdict's probability,
     * weighed by size, the distance of its mean from how often that verdict was said (Guo et al. 2017).
     */
    double calibrationError() {
        double[] count = new double[BINS];
        double[] promised = new double[BINS];
        double[] right = new double[BINS];
        for (Judged judged : all) {
            int likeliest = likeliest(judged);
            double probability = judged.probabilities()[likeliest];
            int bin = Math.min(BINS - 1, (int) (probability * BINS));
            count[bin]++;
            promised[bin] += probability;
            right[bin] += likeliest == judged.said().place() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(promised[bin] - right[bin]);
        }
        return error / all.size();
    }

    /** The same for each verdict's own probability, and their mean. */
    double calibrationErrorByVerdict() {
        double sum = 0;
        for (int place = 0; place < 3; place++) {
            double[] difference = new double[BINS];
            for (Judged judged : all) {
                double probability = judged.probabilities()[place];
                difference[Math.min(BINS - 1, (int) (probability * BINS))] +=
                        probability - (judged.said().place() == place ? 1 : 0);
            }
            for (double one : difference) {
                sum += Math.abs(one);
            }
        }
        return sum / 3 / all.size();
    }

    private static int likeliest(Judged judged) {
        double[] p = judged.probabilities();
        return p[1] >= p[0] && p[1] >= p[2] ? 1 : p[0] >= p[2] ? 0 : 2;
    }

    /** Adds them to a table. */
    void row(Table table, String what, int seeds) {
        if (all.size() < 20) {
            return;
        }
        table.row(
                what,
                all.size() / Math.max(1, seeds),
                shown(meanAuc()),
                shown(auc(Verdict.SMALL)) + " / " + shown(auc(Verdict.FIT)) + " / " + shown(auc(Verdict.LARGE)),
                shown(calibrationError()),
                shown(calibrationErrorByVerdict()),
                shown(accuracy()),
                shown(logLoss()));
    }

    static String shown(double figure) {
        return String.format(Locale.ROOT, "%.4f", figure);
    }
}
