package dev.daogou.assistant.sizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * People who try on sizes at random and say how they fit by a rule: every size suits bodies nine kilograms heavier than the one
 * before, products and people have ways of their own, and some noise.
 */
final class MadeUpWearers {

    static final List<String> SIZES = List.of("XS", "S", "M", "L", "XL");

    private final Random random;

    MadeUpWearers(long seed) {
        this.random = new Random(seed);
    }

    /** A body of this weight, of usual height for it. */
    static Build build(double weightKg) {
        return new Build(150 + weightKg / 4, weightKg, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * Records of one product.
     *
     * @param runsSmallKg how much lighter than usual the bodies are that its sizes suit
     */
    List<Tried> of(String productId, String category, double runsSmallKg, int records) {
        List<Tried> all = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            all.add(one(productId, category, runsSmallKg, "anyone-" + productId + "-" + i, 0));
        }
        return all;
    }

    /** A record of one who likes clothes that suit bodies so much heavier. */
    Tried one(String productId, String category, double runsSmallKg, String shopperKey, double likesLooseKg) {
        double weight = Math.clamp(62 + 10 * random.nextGaussian(), 40, 95);
        int size = random.nextInt(SIZES.size());
        double tightness = weight - (44 + 9 * size) + runsSmallKg + likesLooseKg + 3 * random.nextGaussian();
        Verdict verdict = tightness > 7 ? Verdict.SMALL : tightness < -7 ? Verdict.LARGE : Verdict.FIT;
        Build build = build(weight);
        return new Tried(
                productId,
                category,
                SIZES.get(size),
                new Build(build.heightCm() + 4 * random.nextGaussian(), weight, Double.NaN, Double.NaN, Double.NaN),
                verdict,
                shopperKey);
    }
}
