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
 */
record Body(Map<Measure, Double> measures, @Nullable String usualSize) {
    Body {
        EnumMap<Measure, Double> copy = new EnumMap<>(Measure.class);
        copy.putAll(measures);
        measures = Collections.unmodifiableMap(copy);
    }

    @Nullable
    Double measure(Measure measure) {
        return measures.get(measure);
    }

    boolean knows(Measure measure) {
        return measures.containsKey(measure);
    }
}
