package dev.daogou.assistant.sizing;

import dev.daogou.assistant.sizing.FitPool.Sums;
import dev.daogou.assistant.sizing.FitTallies.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at to tell how a size fits a body, as columns of a regression. The first columns compare the body with those
 * whom the size fits, in this product, its category and the shop, and the size with those this product is taken in; the
 * others add what was said of the product and the size beyond that, and what this shopper said before.
 */
final class FitFeatures {

    private static final int[] COMPARED = {Build.WEIGHT, Build.HEIGHT, Build.BUST, Build.MASS_INDEX, Build.WAIST};
    private static final double[] KNOTS = {-1.2, 0, 1.2};
    private static final double OF_CATEGORY = 50;
    private static final double OF_CATEGORY_SIZE = 20;
    private static final double OF_PRODUCT = 8;
    private static final double OF_PRODUCT_SIZE = 6;
    private static final double MEAN_SIZE = 5;
    private static final double SCORE = 0.7;
    private static final double CATEGORY_SCORE = 3;
    private static final double SLOPE = 6;

    /** How many columns compare bodies and sizes. */
    static final int FIRST = 89;

    /** How many there are in all. */
    static final int ALL = FIRST + 49;

    private final double[] row = new double[ALL];
    private int filled;
    private final double[] along = new double[FitPool.SLOPES];
    private double place;
    private double aboveTaken;

    /** The columns, as far as they were worked out. */
    double[] row() {
        return row;
    }

    /** What the slopes run along: weight, mass index, bust and height above the wearers', the size above those taken. */
    double[] along() {
        return along.clone();
    }

    /** Where the size stands among all sizes: the mean weight of those it fits, in standard deviations. */
    double place() {
        return place;
    }

    private void add(double value) {
        row[filled++] = value;
    }

    private void addBent(double value) {
        for (double knot : KNOTS) {
            add(Math.max(value - knot, 0));
        }
    }

    /** The columns that compare the body and the size. */
    void compare(Standing standing, String size, double[] body) {
        filled = 0;
        double[] inShop = standing.ofShop().at(size);
        double[] inCategory = standing.ofCategory().at(size);
        double[] inProduct = standing.ofProduct().at(size);
        double[] off = off(body, inProduct);
        double[] offShop = off(body, inShop);
        double[] offCategory = off(body, inCategory);
        for (int t : COMPARED) {
            add(off[t]);
            addBent(off[t]);
            add(offShop[t]);
            addBent(offShop[t]);
            add(offCategory[t]);
        }
        for (int t : new int[] {Build.WEIGHT, Build.HEIGHT, Build.BUST, Build.WAIST, Build.AGE}) {
            boolean unknown = Double.isNaN(body[t]);
            double value = unknown ? 0 : body[t];
            add(value);
            add(value * value);
            add(unknown ? 1 : 0);
        }
        double weight = Double.isNaN(body[Build.WEIGHT]) ? 0 : body[Build.WEIGHT];
        place = inShop[Build.WEIGHT];
        double fitted = meanPlace(standing, Verdict.FIT);
        double taken = meanPlace(standing, null);
        aboveTaken = place - taken;
        add(place);
        add(place * place);
        add(inShop[Build.BUST]);
        add(inShop[Build.HEIGHT]);
        add(inCategory[Build.WEIGHT]);
        add(inCategory[Build.BUST]);
        add(inProduct[Build.WEIGHT]);
        add(inProduct[Build.BUST]);
        add(place - fitted);
        addBent(place - fitted);
        add(fitted);
        add(place - taken);
        addBent(place - taken);
        add(taken);
        add(off[Build.WEIGHT] * off[Build.BUST]);
        add(off[Build.WEIGHT] * off[Build.HEIGHT]);
        add(off[Build.BUST] * off[Build.MASS_INDEX]);
        add(offShop[Build.WEIGHT] * offShop[Build.BUST]);
        add(offShop[Build.WEIGHT] * place);
        add(offShop[Build.BUST] * place);
        add(off[Build.WEIGHT] * weight);
        double[] ofCategory =
                leaning(standing.category().all(), shares(standing.shop().all()), OF_CATEGORY);
        double[] ofCategorySize = leaning(standing.category().of(size), ofCategory, OF_CATEGORY_SIZE);
        addLogOdds(ofCategory);
        addLogOdds(ofCategorySize);
        along[0] = off[Build.WEIGHT];
        along[1] = off[Build.MASS_INDEX];
        along[2] = off[Build.BUST];
        along[3] = off[Build.HEIGHT];
        along[4] = aboveTaken;
        expect(FIRST);
    }

    /** The columns that add what was said, by everybody and by this shopper; {@link #compare} comes before. */
    void addWhatWasSaid(Standing standing, String size, @Nullable ShopperHistory history) {
        FitPool product = standing.product();
        Sums ofSize = orNone(product.of(size));
        Sums ofCategorySize = orNone(standing.category().of(size));
        double manyOfProduct = Math.log1p(product.all().records());
        double manyOfSize = Math.log1p(ofSize.records());
        double offWeight = along[0];
        double offBust = along[2];
        double[] productScore = new double[2];
        for (int side = 0; side < 2; side++) {
            double score = product.all().score(side, SCORE);
            double sizeScore = ofSize.score(side, SCORE);
            productScore[side] = score;
            add(score);
            add(sizeScore);
            add(standing.category().all().score(side, CATEGORY_SCORE));
            add(ofCategorySize.score(side, CATEGORY_SCORE));
            add(score * offWeight);
            add(score * offBust);
            add(score * Math.abs(offWeight));
            add(score * score);
            add(score * manyOfProduct);
            add(score * aboveTaken);
            add(sizeScore * manyOfSize);
        }
        add(productScore[0] * productScore[1]);
        add(manyOfProduct);
        add(manyOfSize);
        for (int i = 0; i < FitPool.SLOPES; i++) {
            add(product.slope(i, SLOPE) * along[i]);
        }
        add(standing.category().slope(0, SLOPE) * offWeight);
        double[] ofCategory =
                leaning(standing.category().all(), shares(standing.shop().all()), OF_CATEGORY);
        double[] ofProduct = leaning(product.all(), ofCategory, OF_PRODUCT);
        double[] ofProductSize = leaning(ofSize, ofProduct, OF_PRODUCT_SIZE);
        for (int side = 0; side < 2; side++) {
            double odds = logOdds(ofProduct, side);
            double sizeOdds = logOdds(ofProductSize, side);
            add(odds);
            add(sizeOdds);
            add(odds * offWeight);
            add(sizeOdds * offWeight);
            add(sizeOdds * manyOfSize);
            add(odds * aboveTaken);
        }
        addHistory(history);
        expect(ALL);
    }

    private static Sums orNone(@Nullable Sums sums) {
        return sums == null ? new Sums() : sums;
    }

    private void addHistory(@Nullable ShopperHistory history) {
        double above = history == null ? 0 : history.above(place);
        add(history == null ? 0 : history.score(0, SCORE));
        add(history == null ? 0 : history.score(1, SCORE));
        add(history == null ? 0 : Math.log1p(history.records()));
        add(above);
        add(Math.abs(above));
        add(above * above);
    }

    /** The mean place of the sizes in which it was taken (null), or fitted, leaning on the category's. */
    private static double meanPlace(Standing standing, @Nullable Verdict verdict) {
        double[] own = places(standing.product(), standing, verdict);
        double[] category = places(standing.category(), standing, verdict);
        double leaning = category[0] < 0.5 ? 0 : category[1] / category[0];
        return (own[1] + MEAN_SIZE * leaning) / (own[0] + MEAN_SIZE);
    }

    private static double[] places(FitPool pool, Standing standing, @Nullable Verdict verdict) {
        double count = 0;
        double sum = 0;
        for (var entry : pool.sizes().entrySet()) {
            Sums sums = entry.getValue();
            double times = verdict == null ? sums.records() : sums.verdicts[verdict.place()];
            if (times > 0.5) {
                count += times;
                sum += times * standing.ofShop().at(entry.getKey())[Build.WEIGHT];
            }
        }
        return new double[] {count, sum};
    }

    private static double[] off(double[] body, double[] expected) {
        double[] off = new double[Build.TRAITS];
        for (int t = 0; t < Build.TRAITS; t++) {
            off[t] = Double.isNaN(body[t]) ? 0 : body[t] - expected[t];
        }
        return off;
    }

    private static double[] shares(Sums sums) {
        return leaning(sums, new double[] {0.15, 0.7, 0.15}, 5);
    }

    private static double[] leaning(@Nullable Sums sums, double[] shares, double pseudoRecords) {
        double[] leaning = new double[3];
        double records = sums == null ? 0 : sums.records();
        for (int v = 0; v < 3; v++) {
            double said = sums == null ? 0 : Math.max(0, sums.verdicts[v]);
            leaning[v] = (said + pseudoRecords * shares[v]) / (records + pseudoRecords);
        }
        return leaning;
    }

    private static double logOdds(double[] shares, int side) {
        return Math.log(shares[side == 0 ? 0 : 2] / shares[1]);
    }

    private void addLogOdds(double[] shares) {
        add(logOdds(shares, 0));
        add(logOdds(shares, 1));
    }

    private void expect(int columns) {
        if (filled != columns) {
            throw new IllegalStateException(filled + " columns, not " + columns);
        }
    }
}
