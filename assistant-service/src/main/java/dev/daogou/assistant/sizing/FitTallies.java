package dev.daogou.assistant.sizing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sums a shop's records add up to: over the shop, each category and those above it, each product, each shopper. */
final class FitTallies {

    private final FitPool shop = new FitPool();
    private final Map<String, FitPool> categories = new HashMap<>();
    private final Map<String, FitPool> products = new HashMap<>();
    private final Map<String, ShopperHistory> shoppers = new HashMap<>();
    private final Map<String, Map<String, double[]>> charts;

    /**
     * @param charts for a product and a size with a chart the traits in the middle of what it is made for, in standard
     *     deviations
     */
    FitTallies(Map<String, Map<String, double[]>> charts) {
        this.charts = charts;
    }

    void add(Tried record, double[] standardised, double times) {
        for (FitPool pool : poolsOf(record)) {
            pool.add(record.size(), record.verdict(), standardised, times);
        }
    }

    void add(Tried record, Surprise surprise, double times) {
        for (FitPool pool : poolsOf(record)) {
            pool.add(record.size(), surprise, times);
        }
    }

    void addToHistory(Tried record, Surprise surprise, double times) {
        if (record.shopperKey() != null) {
            shoppers.computeIfAbsent(record.shopperKey(), unseen -> new ShopperHistory())
                    .add(surprise, times);
        }
    }

    private List<FitPool> poolsOf(Tried record) {
        List<FitPool> pools = new ArrayList<>();
        pools.add(shop);
        for (String path : paths(record.category())) {
            pools.add(categories.computeIfAbsent(path, unseen -> new FitPool()));
        }
        pools.add(products.computeIfAbsent(record.productId(), unseen -> new FitPool()));
        return pools;
    }

    /** A category and all above it, the topmost first. */
    private static List<String> paths(@Nullable String category) {
        if (category == null) {
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        for (int slash = category.indexOf('/'); slash >= 0; slash = category.indexOf('/', slash + 1)) {
            paths.add(category.substring(0, slash));
        }
        paths.add(category);
        return paths;
    }

    @Nullable
    FitPool product(String productId) {
        return products.get(productId);
    }

    @Nullable
    ShopperHistory history(@Nullable String shopperKey) {
        return shopperKey == null ? null : shoppers.get(shopperKey);
    }

    /** What they say as long as nothing is added. */
    View view() {
        return new View();
    }

    /**
     * What is known of a product.
     *
     * @param shop the whole shop
     * @param category its deepest category; empty when it has none
     * @param product the product; empty when nobody tried it
     * @param ofShop the wearers by the shop's sizes
     * @param ofCategory the wearers by its category's sizes
     * @param ofProduct the wearers by its own
     */
    record Standing(
            FitPool shop,
            FitPool category,
            FitPool product,
            ExpectedWearers ofShop,
            ExpectedWearers ofCategory,
            ExpectedWearers ofProduct) {}

    /** Remembers what was worked out while nothing was added. */
    final class View {
        private final ExpectedWearers ofShop = new ExpectedWearers(null, shop, Map.of());
        private final Map<String, ExpectedWearers> ofCategories = new HashMap<>();
        private final Map<String, Standing> standings = new HashMap<>();

        Standing standing(String productId, @Nullable String category) {
            Standing known = standings.get(productId);
            if (known == null) {
                known = workOut(productId, category);
                standings.put(productId, known);
            }
            return known;
        }

        private Standing workOut(String productId, @Nullable String category) {
            ExpectedWearers above = ofShop;
            FitPool deepest = shop;
            for (String path : paths(category)) {
                FitPool pool = categories.get(path);
                if (pool != null) {
                    ExpectedWearers upper = above;
                    above = ofCategories.computeIfAbsent(path, unseen -> new ExpectedWearers(upper, pool, Map.of()));
                    deepest = pool;
                }
            }
            FitPool product = products.getOrDefault(productId, new FitPool());
            return new Standing(
                    shop,
                    deepest,
                    product,
                    ofShop,
                    above,
                    new ExpectedWearers(above, product, charts.getOrDefault(productId, Map.of())));
        }
    }
}
