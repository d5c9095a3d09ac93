package dev.daogou.bench;

import dev.daogou.assistant.sizing.Build;
import dev.daogou.assistant.sizing.Tried;
import dev.daogou.assistant.sizing.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Daogou's model has to be better than: a multinomial logistic regression on the body, the size and the smoothed shares
 * of the item's and the category's verdicts, learnt by gradient descent with Adam's steps (Kingma and Ba 2015). A record's own
 * verdict is left out of its item's shares.
 */
final class PlainRegression {

    private static final int STEPS = 400;
    private static final double OF_ITEM = 10;
    private static final double OF_CATEGORY = 50;
    private static final int COLUMNS = 20;

    private final Map<String, double[]> items = new HashMap<>();
    private final Map<String, double[]> categories = new HashMap<>();
    private final double[] all = new double[3];
    private final double[] mean = new double[COLUMNS];
    private final double[] scale = new double[COLUMNS];
    private final double[][] weights = new double[3][COLUMNS];

    static PlainRegression learn(List<Tried> records) {
        PlainRegression regression = new PlainRegression();
        for (Tried record : records) {
            int verdict = record.verdict().place();
            regression.all[verdict]++;
            regression.items.computeIfAbsent(record.productId(), unseen -> new double[3])[verdict]++;
            regression.categories.computeIfAbsent(category(record), unseen -> new double[3])[verdict]++;
        }
        double[][] rows =
                records.stream().map(record -> regression.columns(record, 1)).toArray(double[][]::new);
        regression.standardise(rows);
        regression.descend(rows, records);
        return regression;
    }

    /** How the size would fit. */
    double[] probabilities(Tried question) {
        double[] row = columns(question, 0);
        standardise(row);
        return softmax(row);
    }

    private static String category(Tried record) {
        return String.valueOf(record.category());
    }

    private double[] columns(Tried record, double own) {
        Build build = record.build();
        double weight = Math.log(build.weightKg());
        double size = number(record.size());
        double[] ofCategory = shares(
                categories.getOrDefault(category(record), new double[3]), all, OF_CATEGORY, record.verdict(), own);
        double[] ofItem = shares(
                items.getOrDefault(record.productId(), new double[3]), ofCategory, OF_ITEM, record.verdict(), own);
        double[] row = {
            1,
            weight,
            build.heightCm(),
            build.bustCm(),
            build.age(),
            size,
            weight * weight,
            size * size,
            weight * size,
            build.bustCm() * size,
            build.heightCm() * size,
            Double.isNaN(weight) ? 1 : 0,
            Double.isNaN(build.bustCm()) ? 1 : 0,
            Double.isNaN(build.age()) ? 1 : 0,
            Math.log(ofCategory[0] / ofCategory[1]),
            Math.log(ofCategory[2] / ofCategory[1]),
            Math.log(ofItem[0] / ofItem[1]),
            Math.log(ofItem[2] / ofItem[1]),
            Math.log1p(Arrays.stream(items.getOrDefault(record.productId(), new double[3]))
                            .sum()
                    - own),
            Double.isNaN(build.heightCm()) ? 1 : 0,
        };
        return row;
    }

    private static double[] shares(double[] counts, double[] prior, double records, Verdict verdict, double own) {
        double priorSum = Arrays.stream(prior).sum();
        double[] shares = new double[3];
        double sum = 0;
        for (int v = 0; v < 3; v++) {
            double count = counts[v] - (v == verdict.place() ? own : 0);
            shares[v] = count + records * prior[v] / priorSum;
            sum += shares[v];
        }
        for (int v = 0; v < 3; v++) {
            shares[v] /= sum;
        }
        return shares;
    }

    private static double number(String size) {
        try {
            return Double.parseDouble(size.replaceAll("[^0-9.]", ""));
        } catch (NumberFormatException letters) {
            return Double.NaN;
        }
    }

    private void standardise(double[][] rows) {
        for (int j = 1; j < COLUMNS; j++) {
            int column = j;
            double[] known = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            mean[j] = Arrays.stream(known).average().orElse(0);
            double variance = Arrays.stream(known)
                    .map(value -> (value - mean[column]) * (value - mean[column]))
                    .average()
                    .orElse(0);
            scale[j] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
        }
        for (double[] row : rows) {
            standardise(row);
        }
    }

    private void standardise(double[] row) {
        for (int j = 1; j < COLUMNS; j++) {
            row[j] = Double.isNaN(row[j]) ? 0 : Math.clamp((row[j] - mean[j]) * scale[j], -6, 6);
        }
    }

    private double[] softmax(double[] row) {
        double[] p = new double[3];
        double sum = 0;
        for (int v = 0; v < 3; v++) {
            double logit = 0;
            for (int j = 0; j < COLUMNS; j++) {
                logit += weights[v][j] * row[j];
            }
            p[v] = Math.exp(Math.clamp(logit, -30, 30));
            sum += p[v];
        }
        for (int v = 0; v < 3; v++) {
            p[v] /= sum;
        }
        return p;
    }

    private void descend(double[][] rows, List<Tried> records) {
        double[][] momentum = new double[3][COLUMNS];
        double[][] squares = new double[3][COLUMNS];
        for (int step = 1; step <= STEPS; step++) {
            double[][] gradient = new double[3][COLUMNS];
            for (int i = 0; i < rows.length; i++) {
                double[] p = softmax(rows[i]);
                p[records.get(i).verdict().place()] -= 1;
                for (int v = 0; v < 3; v++) {
                    for (int j = 0; j < COLUMNS; j++) {
                        gradient[v][j] += p[v] * rows[i][j];
                    }
                }
            }
            double rate = 0.05 * (1 - step / (STEPS + 1.0));
            for (int v = 0; v < 3; v++) {
                for (int j = 0; j < COLUMNS; j++) {
                    double g = gradient[v][j] / rows.length;
                    momentum[v][j] = 0.9 * momentum[v][j] + 0.1 * g;
                    squares[v][j] = 0.999 * squares[v][j] + 0.001 * g * g;
                    weights[v][j] -= rate
                            * (momentum[v][j] / (1 - Math.pow(0.9, step)))
                            / (Math.sqrt(squares[v][j] / (1 - Math.pow(0.999, step))) + 1e-9);
                }
            }
        }
    }
}
