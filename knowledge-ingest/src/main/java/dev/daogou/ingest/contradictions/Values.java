package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Quantity.Bound;
import dev.daogou.ingest.contradictions.Quantity.Shape;
import java.util.Set;

/** Compares two amounts of the same thing. */
final class Values {

    private static final double EXACTLY = 0.002;
    private static final double ROUGHLY = 0.1;
    private static final double CALENDAR = 0.035;
    private static final double MONTH = 672;
    private static final double DAY = 24;
    private static final double WEEK_OF_WORK = 7.0 / 5;

    private Values() {}

    /** Whether both can be put into one unit. */
    static boolean comparable(Quantity one, Quantity other) {
        if (one.measure().equals(other.measure())) {
            return (one.shape() == Shape.SIDES) == (other.shape() == Shape.SIDES)
                    && (one.shape() != Shape.SIDES
                            || one.values().size() == other.values().size());
        }
        Set<String> measures = Set.of(one.measure(), other.measure());
        return measures.equals(Set.of("duration", "workdays"))
                || measures.equals(Set.of("percent", "number"))
                || measures.equals(Set.of("temperature", "temperature.f"));
    }

    /** Whether one says something else than the other, in a way that both cannot hold. */
    static boolean differ(Quantity one, Quantity other, boolean service) {
        Quantity a = promised(normal(one, other), service);
        Quantity b = promised(normal(other, one), service);
        if (a.measure().equals("date")) {
            return daysDiffer(a, b);
        }
        if (a.shape() == Shape.SIDES) {
            return !a.values().stream()
                            .sorted()
                            .toList()
                            .equals(b.values().stream().sorted().toList())
                    && !near(a, b);
        }
        if (isWork(one) != isWork(other)) {
            Quantity work = isWork(one) ? a : b;
            Quantity days = isWork(one) ? b : a;
            return days.high() < work.low() * DAY * (1 - EXACTLY)
                    || days.low() > (Math.ceil(work.high() * WEEK_OF_WORK) + 2) * DAY;
        }
        double room = tolerance(a, b);
        if (a.bound() == b.bound()) {
            if (a.shape() != b.shape() && a.bound() == Bound.EXACT) {
                Quantity range = a.shape() == Shape.RANGE ? a : b;
                Quantity single = range.equals(a) ? b : a;
                boolean inside = atLeast(single.low(), range.low(), room) && atLeast(range.high(), single.low(), room);
                // "Within five days" and "three to five days" promise the same at worst.
                return !inside;
            }
            return !same(a.low(), b.low(), room) || !same(a.high(), b.high(), room);
        }
        if (a.bound() == Bound.AT_MOST || b.bound() == Bound.AT_LEAST) {
            return !atLeast(a.high(), b.bound() == Bound.AT_LEAST ? b.low() : b.high(), room);
        }
        if (b.bound() == Bound.AT_MOST || a.bound() == Bound.AT_LEAST) {
            return !atLeast(b.high(), a.bound() == Bound.AT_LEAST ? a.low() : a.high(), room);
        }
        return false;
    }

    static boolean same(Quantity one, Quantity other) {
        return comparable(one, other) && one.bound() == other.bound() && !differ(one, other, false);
    }

    /** A service that is promised "within at most five days" is promised within five days. */
    private static Quantity promised(Quantity quantity, boolean service) {
        boolean time =
                quantity.measure().equals("duration") || quantity.measure().equals("workdays");
        return service && time && quantity.bound() == Bound.AT_MOST ? quantity.in(Bound.EXACT) : quantity;
    }

    private static Quantity normal(Quantity quantity, Quantity other) {
        if (quantity.measure().equals("number") && other.measure().equals("percent") && quantity.high() <= 1) {
            return with(quantity, "percent", 100, 0);
        }
        if (quantity.measure().equals("temperature.f")) {
            return with(quantity, "temperature", 1 / 1.8, -32 / 1.8);
        }
        return quantity;
    }

    private static Quantity with(Quantity quantity, String measure, double factor, double plus) {
        return new Quantity(
                measure,
                quantity.values().stream().map(value -> value * factor + plus).toList(),
                quantity.shape(),
                quantity.bound(),
                quantity.about(),
                quantity.start(),
                quantity.end());
    }

    private static boolean daysDiffer(Quantity a, Quantity b) {
        return a.shape() == b.shape() && (!sameDay(a.low(), b.low()) || !sameDay(a.high(), b.high()));
    }

    private static boolean sameDay(double one, double other) {
        boolean yearless = one < Calendar.YEAR || other < Calendar.YEAR;
        return yearless ? one % Calendar.YEAR == other % Calendar.YEAR : one == other;
    }

    private static boolean near(Quantity a, Quantity b) {
        double room = tolerance(a, b);
        for (int i = 0; i < a.values().size(); i++) {
            if (!same(a.values().get(i), b.values().get(i), room)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWork(Quantity quantity) {
        return quantity.measure().equals("workdays");
    }

    /** A month is 28 to 31 days, a year twelve of them. */
    private static double tolerance(Quantity a, Quantity b) {
        if (a.about() || b.about()) {
            return ROUGHLY;
        }
        boolean months = a.measure().equals("duration") && Math.max(a.high(), b.high()) >= MONTH;
        return months
                ? CALENDAR
                : a.measure().startsWith("temperature") && !a.measure().equals(b.measure()) ? ROUGHLY : EXACTLY;
    }

    private static boolean same(double one, double other, double room) {
        return Math.abs(one - other) <= room * Math.max(Math.abs(one), Math.abs(other));
    }

    private static boolean atLeast(double one, double other, double room) {
        return one >= other || same(one, other, room);
    }
}
