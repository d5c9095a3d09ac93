package dev.daogou.assistant.sizing;

/** How far what was said is from what the body alone made likely. */
final class Surprise {

    private final Verdict verdict;
    private final double small;
    private final double large;
    private final double[] along;
    private final double size;

    /**
     * @param verdict what was said
     * @param small how likely too small was
     * @param large how likely too large was
     * @param along the traits its pools keep slopes along, see {@link FitFeatures}
     * @param size the size's place, by the mean weight of all whom it fits
     */
    Surprise(Verdict verdict, double small, double large, double[] along, double size) {
        this.verdict = verdict;
        this.small = small;
        this.large = large;
        this.along = along.clone();
        this.size = size;
    }

    Verdict verdict() {
        return verdict;
    }

    double size() {
        return size;
    }

    double along(int which) {
        return along[which];
    }

    /** Of too small (0) or too large (1). */
    double residual(int side) {
        return side == 0 ? (verdict == Verdict.SMALL ? 1 : 0) - small : (verdict == Verdict.LARGE ? 1 : 0) - large;
    }

    double variance(int side) {
        double likely = side == 0 ? small : large;
        return likely * (1 - likely);
    }

    /** Of the residual of too large less that of too small. */
    double varianceOfDirection() {
        return small + large - (large - small) * (large - small);
    }
}
