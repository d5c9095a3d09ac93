package dev.daogou.assistant.sizing;

import dev.daogou.assistant.shop.ShopId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What everybody who bought a size of a product said of it. People buy the size they usually wear, so it tells whether that
 * size runs true in this product.
 */
@Repository
class UsualSizes {

    private static final int LEAST = 10;

    private final JdbcClient jdbc;

    UsualSizes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What they said.
     *
     * @param sample how many of them
     */
    record Told(FitProbabilities fit, int sample) {}

    /** What was said of this size; empty when fewer than ten said anything. */
    Optional<Told> of(ShopId shop, String productId, String size) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        jdbc.sql("""
                        select verdict, count(*) as times
                        from fit_record
                        where shop_id = :shop and product_id = :product and size = :size
                        group by verdict
                        """)
                .param("shop", shop.value())
                .param("product", productId)
                .param("size", size)
                .query((row, number) ->
                        counts.put(Verdict.of(row.getString("verdict")).orElseThrow(), row.getInt("times")))
                .list();
        int small = counts.getOrDefault(Verdict.SMALL, 0);
        int fit = counts.getOrDefault(Verdict.FIT, 0);
        int large = counts.getOrDefault(Verdict.LARGE, 0);
        int all = small + fit + large;
        return all < LEAST
                ? Optional.empty()
                : Optional.of(new Told(FitProbabilities.ofCounts(small, fit, large), all));
    }
}
