package dev.daogou.assistant.sizing;

/** Sums over what one shopper said before. */
final class ShopperHistory {
    private double records;
    private final double[] surprise = new double[2];
    private final double[] variance = new double[2];
    private double fitting;
    private double fittingSizes;

    void add(Surprise told, double times) {
        records += times;
        for (int side = 0; side < 2; side++) {
            surprise[side] += times * told.residual(side);
            variance[side] += times * told.variance(side);
        }
        if (told.verdict() == Verdict.FIT) {
            fitting += times;
            fittingSizes += times * told.size();
        }
    }

    double records() {
        return records;
    }

    double score(int side, double shrinkage) {
        return surprise[side] / (variance[side] + shrinkage);
    }

    /** How much larger a size is than those that fitted this shopper; 0 when none did. */
    double above(double size) {
        return fitting < 0.5 ? 0 : (size - fittingSizes / fitting) * fitting / (fitting + 0.5);
    }
}
