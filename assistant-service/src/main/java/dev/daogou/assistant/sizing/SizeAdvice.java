package dev.daogou.assistant.sizing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which size to take and why.
 *
 * @param size the size; null when nothing can be said
 * @param confidence from 0 to 1: by purchases the probability that the size fits; by the chart 0.6 where two or more
 *     measures lie within the size, 0.5 where one does, 0.4 where they disagree, 0.25 beyond the chart; 0 without a size
 * @param probabilities for each size of the product how likely it fits by the shop's records, whether or not they suffice to
 *     advise one; empty where they say nothing
 * @param basis what it rests on
 * @param sample how many purchases by similar bodies it rests on
 * @param chart the rows of the chart for the product's sizes
 * @param sizeByChart the size the chart alone says; null when it says none
 * @param beyond the measures that lie outside of the whole chart
 * @param missing the measures that would help
 * @param reason why, in words
 */
record SizeAdvice(
        @Nullable String size,
        double confidence,
        Map<String, FitProbabilities> probabilities,
        Basis basis,
        int sample,
        SizeChart chart,
        @Nullable String sizeByChart,
        Set<Measure> beyond,
        List<Measure> missing,
        String reason) {

    /** What advice rests on. */
    enum Basis {
        PURCHASES,
        CHART,
        NONE;

        /** The name on the wire, e.g. {@code purchases}. */
        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    SizeAdvice {
        probabilities = Map.copyOf(probabilities);
        beyond = Set.copyOf(beyond);
        missing = List.copyOf(missing);
    }
}
