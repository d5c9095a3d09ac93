package dev.daogou.assistant.sizing;

/**
 * A body in figures, for arithmetic; what is not known is {@link Double#NaN}.
 *
 * @param heightCm height in cm
 * @param weightKg weight in kg
 * @param bustCm bust in cm
 * @param waistCm waist in cm
 * @param age in years
 */
public record Build(double heightCm, double weightKg, double bustCm, double waistCm, double age) {

    static final int WEIGHT = 0;
    static final int HEIGHT = 1;
    static final int BUST = 2;
    static final int MASS_INDEX = 3;
    static final int WAIST = 4;
    static final int AGE = 5;
    static final int TRAITS = 6;

    /** The traits by their numbers; weight and body mass index as logarithms, in which people spread evenly. */
    double[] traits() {
        double height = heightCm > 0 ? heightCm : Double.NaN;
        return new double[] {
            Math.log(weightKg), height, bustCm, Math.log(weightKg) - 2 * Math.log(height / 100), waistCm, age
        };
    }

    /** As if this trait were not known. */
    Build without(int trait) {
        return switch (trait) {
            case WEIGHT -> new Build(heightCm, Double.NaN, bustCm, waistCm, age);
            case HEIGHT -> new Build(Double.NaN, weightKg, bustCm, waistCm, age);
            case BUST -> new Build(heightCm, weightKg, Double.NaN, waistCm, age);
            case WAIST -> new Build(heightCm, weightKg, bustCm, Double.NaN, age);
            case AGE -> new Build(heightCm, weightKg, bustCm, waistCm, Double.NaN);
            default -> this;
        };
    }
}
