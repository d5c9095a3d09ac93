package dev.daogou.assistant.sizing;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Multinomial logistic regression with a ridge penalty, learnt by Newton's method (Hastie, Tibshirani and Friedman, The
 * Elements of Statistical Learning, 2nd ed., 4.4 and 18.3.2). With {@code x} the columns in standard deviations and a leading
 * 1,
 *
 * <pre>
 *   P(small) : P(fit) : P(large) = exp(a.x) : 1 : exp(b.x)
 *   minimised: - sum of log P(what was said) + penalty / 2 (|a|^2 + |b|^2), the constants not penalised
 * </pre>
 *
 * The curvature is taken from at most 20,000 rows, evenly spread, the gradient from all, so the optimum is that of all rows.
 */
final class SoftmaxRegression {

    private static final int ROWS_FOR_CURVATURE = 20_000;
    private static final int MOST_STEPS = 40;
    private static final double FARTHEST = 6;

    private final int columns;
    private final double[] mean;
    private final double[] scale;
    private final double[] weights;

    private SoftmaxRegression(int columns) {
        this.columns = columns;
        this.mean = new double[columns];
        this.scale = new double[columns];
        this.weights = new double[2 * (columns + 1)];
    }

    /**
     * Learns from the first columns of the rows.
     *
     * @param rows a row a record
     * @param verdicts what was said, 0 small, 1 fit, 2 large
     */
    static SoftmaxRegression learn(float[][] rows, byte[] verdicts, int columns, double penalty) {
        SoftmaxRegression regression = new SoftmaxRegression(columns);
        regression.standardise(rows);
        regression.descend(rows, verdicts, penalty);
        return regression;
    }

    /** The probabilities of small, fit and large of one row. */
    double[] probabilities(double[] row) {
        double[] x = new double[columns + 1];
        x[0] = 1;
        for (int j = 0; j < columns; j++) {
            x[j + 1] = standardised(row[j], j);
        }
        return probabilities(x, weights);
    }

    double[] probabilities(float[] row) {
        double[] x = new double[columns + 1];
        standardise(row, x);
        return probabilities(x, weights);
    }

    private static double[] probabilities(double[] x, double[] weights) {
        int width = x.length;
        double small = 0;
        double large = 0;
        for (int j = 0; j < width; j++) {
            small += weights[j] * x[j];
            large += weights[width + j] * x[j];
        }
        double most = Math.max(0, Math.max(small, large));
        double s = Math.exp(small - most);
        double f = Math.exp(-most);
        double l = Math.exp(large - most);
        double sum = s + f + l;
        return new double[] {s / sum, f / sum, l / sum};
    }

    private void standardise(float[][] rows) {
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : rows) {
                sum += row[j];
                squares += (double) row[j] * row[j];
            }
            mean[j] = sum / rows.length;
            double variance = squares / rows.length - mean[j] * mean[j];
            scale[j] = variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
        }
    }

    private double standardised(double value, int column) {
        return Math.clamp((value - mean[column]) * scale[column], -FARTHEST, FARTHEST);
    }

    private void standardise(float[] row, double[] x) {
        x[0] = 1;
        for (int j = 0; j < columns; j++) {
            x[j + 1] = standardised(row[j], j);
        }
    }

    private void descend(float[][] rows, byte[] verdicts, double penalty) {
        double[] gradient = new double[weights.length];
        double loss = loss(rows, verdicts, penalty, weights, gradient);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = new CholeskyDecomposition(curvature(rows, penalty), 1e-6, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(gradient))
                    .toArray();
            double[] next = weights.clone();
            double[] nextGradient = new double[weights.length];
            double size = 1;
            double nextLoss = Double.POSITIVE_INFINITY;
            while (size > 1e-4) {
                for (int j = 0; j < weights.length; j++) {
                    next[j] = weights[j] - size * direction[j];
                }
                nextLoss = loss(rows, verdicts, penalty, next, nextGradient);
                if (nextLoss <= loss) {
                    break;
                }
                size /= 2;
            }
            if (!(nextLoss < loss)) {
                return;
            }
            double gained = loss - nextLoss;
            System.arraycopy(next, 0, weights, 0, weights.length);
            gradient = nextGradient;
            loss = nextLoss;
            if (gained < 1e-7 * rows.length) {
                return;
            }
        }
    }

    private double loss(float[][] rows, byte[] verdicts, double penalty, double[] at, double[] gradient) {
        int width = columns + 1;
        java.util.Arrays.fill(gradient, 0);
        double[] x = new double[width];
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            standardise(rows[i], x);
            double[] p = probabilities(x, at);
            int said = verdicts[i];
            loss -= Math.log(Math.max(p[said], 1e-300));
            double small = p[0] - (said == 0 ? 1 : 0);
            double large = p[2] - (said == 2 ? 1 : 0);
            for (int j = 0; j < width; j++) {
                gradient[j] += small * x[j];
                gradient[width + j] += large * x[j];
            }
        }
        for (int j = 0; j < at.length; j++) {
            if (j % width != 0) {
                loss += penalty / 2 * at[j] * at[j];
                gradient[j] += penalty * at[j];
            }
        }
        return loss;
    }

    private RealMatrix curvature(float[][] rows, double penalty) {
        int width = columns + 1;
        double[][] ss = new double[width][width];
        double[][] sl = new double[width][width];
        double[][] ll = new double[width][width];
        double[] x = new double[width];
        int every = Math.max(1, rows.length / ROWS_FOR_CURVATURE);
        int used = 0;
        for (int i = 0; i < rows.length; i += every) {
            used++;
            standardise(rows[i], x);
            double[] p = probabilities(x, weights);
            double small = p[0] * (1 - p[0]);
            double both = -p[0] * p[2];
            double large = p[2] * (1 - p[2]);
            for (int j = 0; j < width; j++) {
                addTo(ss[j], x, small * x[j], j);
                addTo(sl[j], x, both * x[j], j);
                addTo(ll[j], x, large * x[j], j);
            }
        }
        double times = (double) rows.length / used;
        double[][] all = new double[2 * width][2 * width];
        for (int j = 0; j < width; j++) {
            for (int k = j; k < width; k++) {
                double ridge = j == k ? (j == 0 ? 1e-6 : penalty) : 0;
                all[j][k] = all[k][j] = times * ss[j][k] + ridge;
                all[width + j][width + k] = all[width + k][width + j] = times * ll[j][k] + ridge;
                all[j][width + k] = all[width + k][j] = times * sl[j][k];
                all[k][width + j] = all[width + j][k] = times * sl[j][k];
            }
        }
        return new Array2DRowRealMatrix(all, false);
    }

    private static void addTo(double[] sums, double[] x, double times, int from) {
        for (int k = from; k < x.length; k++) {
            sums[k] += times * x[k];
        }
    }
}
