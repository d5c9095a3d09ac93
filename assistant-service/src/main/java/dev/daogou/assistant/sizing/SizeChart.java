package dev.daogou.assistant.sizing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What sizes are made for.
 *
 * @param rows a range for a size and a measure each
 */
record SizeChart(List<Row> rows) {

    /**
     * One range.
     *
     * @param size the size
     * @param measure what is measured
     * @param min the least it is made for, in the measure's unit
     * @param max the most it is made for, in the measure's unit
     */
    record Row(String size, Measure measure, double min, double max) {

        /** How far outside of the range, 0 inside, negative below, in widths of the range. */
        double outsideBy(double value) {
            if (value < min) {
                return (value - min) / width();
            }
            return value > max ? (value - max) / width() : 0;
        }

        /** How far from the middle, in widths of the range; negative below. */
        double offMiddle(double value) {
            return (value - (min + max) / 2) / width();
        }

        private double width() {
            return Math.max(max - min, 1);
        }
    }

    /**
     * What the chart says.
     *
     * @param size the size
     * @param inside whether every measure given lies within that size's ranges
     * @param beyond the measures that lie outside of the whole chart
     * @param used the measures it rests on
     */
    record Advice(String size, boolean inside, Set<Measure> beyond, Set<Measure> used) {}

    SizeChart {
        rows = List.copyOf(rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Set<Measure> measures() {
        Set<Measure> measures = EnumSet.noneOf(Measure.class);
        rows.forEach(row -> measures.add(row.measure()));
        return measures;
    }

    /** Only the rows of these sizes. */
    SizeChart of(Collection<String> sizes) {
        return new SizeChart(
                rows.stream().filter(row -> sizes.contains(row.size())).toList());
    }

    Optional<Row> row(String size, Measure measure) {
        return rows.stream()
                .filter(row -> row.size().equals(size) && row.measure() == measure)
                .findFirst();
    }

    private List<String> sizes() {
        return rows.stream().map(Row::size).distinct().toList();
    }

    /** From the smallest to the largest, by the middle of what they are made for; empty where the chart does not tell. */
    Optional<List<String>> order(Collection<String> sizes) {
        for (Measure measure : Measure.values()) {
            List<Row> measured = new ArrayList<>();
            sizes.forEach(size -> row(size, measure).ifPresent(measured::add));
            if (measured.size() == sizes.size()) {
                return Optional.of(measured.stream()
                        .sorted(Comparator.comparingDouble(row -> row.min() + row.max()))
                        .map(Row::size)
                        .toList());
            }
        }
        return Optional.empty();
    }

    /**
     * The size whose ranges are nearest to the body: each measure outside of a range costs its distance in widths of the
     * range times the measure's weight, so that girths count more than weight and weight more than height; inside, the
     * nearer to the middle the better; between two, the larger. Empty when the chart says nothing about how wide the body
     * is.
     */
    Optional<Advice> advise(Map<Measure, Double> body) {
        Set<Measure> used = measures();
        used.retainAll(body.keySet());
        boolean chartTellsWidth = measures().stream().anyMatch(Measure::tellsWidth);
        if (used.isEmpty() || (chartTellsWidth && used.stream().noneMatch(Measure::tellsWidth))) {
            return Optional.empty();
        }
        List<String> smallestFirst = order(sizes()).orElseGet(this::sizes);
        String nearest = smallestFirst.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (String size : smallestFirst) {
            double cost = cost(size, body, used);
            if (cost <= least + 1e-9) {
                least = cost;
                nearest = size;
            }
        }
        String size = nearest;
        boolean inside = used.stream()
                .allMatch(measure -> row(size, measure)
                        .map(row -> row.outsideBy(body.getOrDefault(measure, 0.0)) == 0)
                        .orElse(true));
        Set<Measure> beyond = EnumSet.noneOf(Measure.class);
        used.stream()
                .filter(measure -> isBeyond(measure, body.getOrDefault(measure, 0.0)))
                .forEach(beyond::add);
        return Optional.of(new Advice(size, inside, beyond, used));
    }

    private double cost(String size, Map<Measure, Double> body, Set<Measure> used) {
        double cost = 0;
        for (Measure measure : used) {
            double value = body.getOrDefault(measure, 0.0);
            // A size the chart has no range for in this measure is neither near nor far.
            cost += row(size, measure)
                            .map(row ->
                                    Math.abs(row.outsideBy(value)) + 0.1 * Math.min(1, Math.abs(row.offMiddle(value))))
                            .orElse(0.5)
                    * measure.weight();
        }
        return cost;
    }

    private boolean isBeyond(Measure measure, double value) {
        List<Row> measured =
                rows.stream().filter(row -> row.measure() == measure).toList();
        return measured.stream().allMatch(row -> value < row.min())
                || measured.stream().allMatch(row -> value > row.max());
    }

    /** How this size would be by the chart: the heaviest measure that lies outside decides. Empty when it says nothing. */
    Optional<Verdict> verdict(String size, Map<Measure, Double> body) {
        double outside = 0;
        boolean said = false;
        for (Map.Entry<Measure, Double> measured : body.entrySet()) {
            Optional<Row> row = row(size, measured.getKey());
            if (row.isPresent()) {
                said |= measured.getKey().tellsWidth() || measures().stream().noneMatch(Measure::tellsWidth);
                outside += row.get().outsideBy(measured.getValue())
                        * measured.getKey().weight();
            }
        }
        if (!said) {
            return Optional.empty();
        }
        if (Math.abs(outside) < 1e-9) {
            return Optional.of(Verdict.FIT);
        }
        return Optional.of(outside > 0 ? Verdict.SMALL : Verdict.LARGE);
    }
}
