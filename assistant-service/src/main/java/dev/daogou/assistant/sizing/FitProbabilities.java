package dev.daogou.assistant.sizing;

/**
 * How likely a size is too small, fits, is too large.
 *
 * @param small from 0 to 1
 * @param fit from 0 to 1
 * @param large from 0 to 1; the three sum to 1
 */
public record FitProbabilities(double small, double fit, double large) {

    /** Of counts that need not be whole. */
    static FitProbabilities ofCounts(double small, double fit, double large) {
        double all = small + fit + large;
        return new FitProbabilities(rounded(small / all), rounded(fit / all), rounded(large / all));
    }

    /** What is most likely. */
    Verdict likeliest() {
        if (fit >= small && fit >= large) {
            return Verdict.FIT;
        }
        return small > large ? Verdict.SMALL : Verdict.LARGE;
    }

    double of(Verdict verdict) {
        return switch (verdict) {
            case SMALL -> small;
            case FIT -> fit;
            case LARGE -> large;
        };
    }

    /** In whole percent. */
    int percent(Verdict verdict) {
        return (int) Math.round(of(verdict) * 100);
    }

    private static double rounded(double probability) {
        return Math.round(probability * 10_000) / 10_000.0;
    }
}
