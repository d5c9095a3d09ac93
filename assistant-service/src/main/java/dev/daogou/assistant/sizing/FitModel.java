package dev.daogou.assistant.sizing;

import dev.daogou.assistant.sizing.FitTallies.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * How sizes fit bodies in one shop, learnt from its records alone.
 *
 * <p>Two penalised multinomial logistic regressions ({@link SoftmaxRegression}), one on the other:
 *
 * <ol>
 *   <li>The first compares the body with those whom the size fits, pooled over product, category and shop
 *       ({@link ExpectedWearers}), and the size with those the product is taken in: distances, bent at three knots, products of
 *       some, and the category's verdicts.
 *   <li>The second adds what the first did not expect: for each product, product and size, category, and shopper the sum of
 *       (said - expected) over (sum of p (1 - p) + 0.7), a score step towards a random intercept, and the same along weight,
 *       bust, height and size, towards random slopes (Breslow and Clayton, Approximate inference in generalized linear mixed
 *       models, JASA 1993); and smoothed shares of the verdicts.
 * </ol>
 *
 * The task and its measure are those of Misra, Wan and McAuley, Decomposing fit semantics for product size recommendation in
 * metric spaces, RecSys 2018. So that a record never explains itself, its columns are worked out without the tenth of the
 * shoppers it belongs to (stacking, Wolpert 1992). The ridge penalty is {@code 2.5 sqrt(n)}, a weak one for many records and
 * a strong one for few.
 *
 * <p>Everything but the weights is sums, so {@link #add} counts a record at once. What is told of a size is what people of
 * this build who chose that size say. They chose it for reasons that no measure shows, so a larger size may now and then be
 * told to be likelier too small than a smaller one; forcing it not to be makes what is told worse
 * (docs/decisions/0070-sizes-are-learnt-from-the-shops-own-records.md).
 *
 * <p>Safe for threads.
 */
public final class FitModel {

    private static final int FOLDS = 10;
    private static final double PENALTY = 2.5;

    /** Where nearly everybody gave a measure, so many records, one in twelve, are also a lesson in not knowing it. */
    private static final int HIDDEN_ONE_IN = 12;

    private final Standard standard;
    private final FitTallies tallies;
    private final SoftmaxRegression first;
    private final SoftmaxRegression second;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int records;

    private FitModel(
            Standard standard, FitTallies tallies, SoftmaxRegression first, SoftmaxRegression second, int records) {
        this.standard = standard;
        this.tallies = tallies;
        this.first = first;
        this.second = second;
        this.records = records;
    }

    /** Learns from records without size charts. */
    public static FitModel learn(List<Tried> records) {
        return learn(records, Map.of());
    }

    /**
     * Learns.
     *
     * @param records at least one of each verdict
     * @param charts for a product id and a size the body in the middle of what the chart says it is made for
     */
    static FitModel learn(List<Tried> records, Map<String, Map<String, Build>> charts) {
        Standard standard = Standard.of(records);
        Learning learning = new Learning(standard, records, charts);
        SoftmaxRegression first = learning.first();
        SoftmaxRegression second = learning.second(first);
        return new FitModel(standard, learning.tallies, first, second, records.size());
    }

    /** How many records it knows. */
    public int records() {
        lock.readLock().lock();
        try {
            return records;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many records of the product it knows. */
    public int records(String productId) {
        lock.readLock().lock();
        try {
            FitPool pool = tallies.product(productId);
            return pool == null ? 0 : (int) Math.round(pool.all().records());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Counts one more record. The weights stay. */
    public void add(Tried record) {
        lock.writeLock().lock();
        try {
            double[] body = standard.of(record.build());
            FitFeatures features = new FitFeatures();
            features.compare(tallies.view().standing(record.productId(), record.category()), record.size(), body);
            Surprise surprise = surprise(record, features, first.probabilities(features.row()));
            tallies.add(record, body, 1);
            tallies.add(record, surprise, 1);
            tallies.addToHistory(record, surprise, 1);
            records++;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * How each size of a product would fit.
     *
     * @param category the product's category path, when it has one
     * @param sizes its sizes
     * @param shopperKey whose earlier records count, when known
     * @return for each size, in the order given
     */
    public Map<String, FitProbabilities> estimate(
            String productId, @Nullable String category, List<String> sizes, Build build, @Nullable String shopperKey) {
        lock.readLock().lock();
        try {
            Standing standing = tallies.view().standing(productId, category);
            ShopperHistory history = tallies.history(shopperKey);
            double[] body = standard.of(build);
            FitFeatures features = new FitFeatures();
            Map<String, FitProbabilities> bySize = new LinkedHashMap<>();
            for (String size : sizes) {
                features.compare(standing, size, body);
                features.addWhatWasSaid(standing, size, history);
                double[] p = second.probabilities(features.row());
                bySize.put(size, new FitProbabilities(p[0], 1 - p[0] - p[2], p[2]));
            }
            return bySize;
        } finally {
            lock.readLock().unlock();
        }
    }

    private static Surprise surprise(Tried record, FitFeatures features, double[] p) {
        return new Surprise(record.verdict(), p[0], p[2], features.along(), features.place());
    }

    /** The records on their way to a model. */
    private static final class Learning {
        private final List<Tried> records;
        private final double[][] bodies;
        private final float[][] rows;
        private final byte[] verdicts;
        private final Surprise[] surprises;
        private final List<List<Integer>> folds = new ArrayList<>();
        private final int[] hidden;
        private final FitTallies tallies;
        private final Standard standard;

        Learning(Standard standard, List<Tried> records, Map<String, Map<String, Build>> charts) {
            this.standard = standard;
            this.records = records;
            this.bodies = new double[records.size()][];
            this.rows = new float[records.size()][FitFeatures.ALL];
            this.verdicts = new byte[records.size()];
            this.surprises = new Surprise[records.size()];
            Map<String, Map<String, double[]>> middles = new java.util.HashMap<>();
            charts.forEach((product, sizes) -> {
                Map<String, double[]> ofProduct = new java.util.HashMap<>();
                sizes.forEach((size, build) -> ofProduct.put(size, standard.of(build)));
                middles.put(product, ofProduct);
            });
            this.tallies = new FitTallies(middles);
            for (int f = 0; f < FOLDS; f++) {
                folds.add(new ArrayList<>());
            }
            double[] unknown = new double[Build.TRAITS];
            for (int i = 0; i < bodies.length; i++) {
                Tried record = records.get(i);
                bodies[i] = standard.of(record.build());
                verdicts[i] = (byte) record.verdict().place();
                for (int t = 0; t < Build.TRAITS; t++) {
                    unknown[t] += Double.isNaN(bodies[i][t]) ? 1 : 0;
                }
                int who = record.shopperKey() == null ? i : record.shopperKey().hashCode();
                folds.get(Math.floorMod((who * 0x9E3779B9) >>> 8, FOLDS)).add(i);
                tallies.add(record, bodies[i], 1);
            }
            this.hidden = java.util.stream.IntStream.of(Build.WEIGHT, Build.BUST, Build.AGE, Build.HEIGHT, Build.WAIST)
                    .filter(t -> unknown[t] < bodies.length / (double) HIDDEN_ONE_IN)
                    .toArray();
        }

        SoftmaxRegression first() {
            for (List<Integer> fold : folds) {
                fold.forEach(i -> tallies.add(records.get(i), bodies[i], -1));
                FitTallies.View view = tallies.view();
                for (int i : fold) {
                    FitFeatures features = new FitFeatures();
                    features.compare(standing(view, i), records.get(i).size(), body(i));
                    copy(features.row(), rows[i], 0, FitFeatures.FIRST);
                }
                fold.forEach(i -> tallies.add(records.get(i), bodies[i], 1));
            }
            return SoftmaxRegression.learn(rows, verdicts, FitFeatures.FIRST, penalty());
        }

        SoftmaxRegression second(SoftmaxRegression first) {
            for (List<Integer> fold : folds) {
                fold.forEach(i -> tallies.add(records.get(i), bodies[i], -1));
                FitTallies.View view = tallies.view();
                for (int i : fold) {
                    FitFeatures features = new FitFeatures();
                    features.compare(standing(view, i), records.get(i).size(), body(i));
                    surprises[i] = surprise(records.get(i), features, first.probabilities(features.row()));
                }
                fold.forEach(i -> tallies.add(records.get(i), bodies[i], 1));
            }
            for (int i = 0; i < surprises.length; i++) {
                tallies.add(records.get(i), surprises[i], 1);
                tallies.addToHistory(records.get(i), surprises[i], 1);
            }
            for (List<Integer> fold : folds) {
                fold.forEach(i -> {
                    tallies.add(records.get(i), bodies[i], -1);
                    tallies.add(records.get(i), surprises[i], -1);
                });
                FitTallies.View view = tallies.view();
                for (int i : fold) {
                    secondRow(view, i);
                }
                fold.forEach(i -> {
                    tallies.add(records.get(i), bodies[i], 1);
                    tallies.add(records.get(i), surprises[i], 1);
                });
            }
            return SoftmaxRegression.learn(rows, verdicts, FitFeatures.ALL, penalty());
        }

        private void secondRow(FitTallies.View view, int i) {
            Tried record = records.get(i);
            tallies.addToHistory(record, surprises[i], -1);
            FitFeatures features = new FitFeatures();
            Standing standing = standing(view, i);
            features.compare(standing, record.size(), body(i));
            features.addWhatWasSaid(standing, record.size(), tallies.history(record.shopperKey()));
            copy(features.row(), rows[i], 0, FitFeatures.ALL);
            tallies.addToHistory(record, surprises[i], 1);
        }

        private Standing standing(FitTallies.View view, int i) {
            return view.standing(records.get(i).productId(), records.get(i).category());
        }

        private double[] body(int i) {
            int turn = i % HIDDEN_ONE_IN;
            return turn < hidden.length ? standard.of(records.get(i).build().without(hidden[turn])) : bodies[i];
        }

        private double penalty() {
            return PENALTY * Math.sqrt(rows.length);
        }

        private static void copy(double[] from, float[] to, int start, int end) {
            for (int j = start; j < end; j++) {
                to[j] = (float) from[j];
            }
        }
    }
}
