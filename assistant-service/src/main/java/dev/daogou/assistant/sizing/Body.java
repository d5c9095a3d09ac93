package dev.daogou.assistant.sizing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the shopper's body.
 *
 * @param measures what was measured, in the unit of each measure
 * @param usualSize the size they usually wear, in their words
 * @param age in years, when known
 * @param shopperKey whose earlier purchases count, when known
 */
record Body(
        Map<Measure, Double> measures,
        @Nullable String usualSize,
        @Nullable Integer age,
        @Nullable String shopperKey) {
    Body {
        EnumMap<Measure, Double> copy = new EnumMap<>(Measure.class);
        copy.putAll(measures);
        measures = Collections.unmodifiableMap(copy);
    }

    @Nullable
    Double measure(Measure measure) {
        return measures.get(measure);
    }

    Build build() {
        return new Build(
                orUnknown(Measure.HEIGHT_CM),
                orUnknown(Measure.WEIGHT_KG),
                orUnknown(Measure.BUST_CM),
                orUnknown(Measure.WAIST_CM),
                age == null ? Double.NaN : age);
    }

    private double orUnknown(Measure measure) {
        return measures.getOrDefault(measure, Double.NaN);
    }

    boolean knows(Measure measure) {
        return measures.containsKey(measure);
    }
}
