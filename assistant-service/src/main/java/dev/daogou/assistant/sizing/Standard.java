package dev.daogou.assistant.sizing;

import java.util.List;

/** Measures every trait of a body in standard deviations from the shop's mean, and holds those far out at four. */
final class Standard {

    private static final double FARTHEST = 4;

    private final double[] mean = new double[Build.TRAITS];
    private final double[] deviation = new double[Build.TRAITS];

    private Standard() {}

    static Standard of(List<Tried> records) {
        Standard standard = new Standard();
        double[] count = new double[Build.TRAITS];
        double[] squares = new double[Build.TRAITS];
        for (Tried record : records) {
            double[] traits = record.build().traits();
            for (int t = 0; t < Build.TRAITS; t++) {
                if (!Double.isNaN(traits[t])) {
                    count[t]++;
                    double delta = traits[t] - standard.mean[t];
                    standard.mean[t] += delta / count[t];
                    squares[t] += delta * (traits[t] - standard.mean[t]);
                }
            }
        }
        for (int t = 0; t < Build.TRAITS; t++) {
            double variance = count[t] > 1 ? squares[t] / count[t] : 0;
            standard.deviation[t] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        return standard;
    }

    /** The traits in standard deviations; NaN where unknown. */
    double[] of(Build build) {
        double[] traits = build.traits();
        for (int t = 0; t < Build.TRAITS; t++) {
            traits[t] = Double.isNaN(traits[t])
                    ? Double.NaN
                    : Math.clamp((traits[t] - mean[t]) / deviation[t], -FARTHEST, FARTHEST);
        }
        return traits;
    }
}
