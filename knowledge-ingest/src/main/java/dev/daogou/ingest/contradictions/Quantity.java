package dev.daogou.ingest.contradictions;

import java.util.List;

/**
 * An amount that a text states.
 *
 * @param measure what kind of amount, e.g. {@code duration}, {@code money.cny}, {@code count.piece}, {@code date}
 * @param values in the measure's own unit (hours, grams, centimetres, ...): one, the two ends of a range, or the sides of
 *     {@code 120x60x75}
 * @param shape how the values are to be read
 * @param bound how the text limits it
 * @param about whether the text calls it approximate
 * @param start where it begins in the text
 * @param end behind its last character
 */
record Quantity(String measure, List<Double> values, Shape shape, Bound bound, boolean about, int start, int end) {

    enum Shape {
        SINGLE,
        RANGE,
        SIDES
    }

    /** In which sense an amount is meant; amounts in different senses do not contradict each other. */
    enum Bound {
        EXACT,
        /** From this amount on something holds: an order over 99. */
        THRESHOLD,
        /** Taken off a price. */
        CUT,
        AT_MOST,
        AT_LEAST
    }

    Quantity {
        values = List.copyOf(values);
    }

    double low() {
        return values.getFirst();
    }

    double high() {
        return values.getLast();
    }

    Quantity in(Bound other) {
        return new Quantity(measure, values, shape, other, about, start, end);
    }

    Quantity movedBy(int characters) {
        return new Quantity(measure, values, shape, bound, about, start + characters, end + characters);
    }
}
