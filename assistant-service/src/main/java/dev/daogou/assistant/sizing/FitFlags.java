package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.sizing.FitRecords.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.springframework.stereotype.Component;

/**
 * The products that run small or large. Of those whom a product did not fit, the share whom it was too small is compared with
 * the shop's: when its Wilson interval (Wilson 1927; Brown, Cai and DasGupta 2001) lies wholly on one side both of that share
 * and of one half, the product runs small or large. The interval holds with 99 %, divided among the products looked at
 * (Bonferroni), so that a shop with thousands of products is not shown chance. Fewer than ten misfits show nothing.
 */
@Component
public class FitFlags {

    private static final int LEAST_MISFITS = 10;
    private static final double DOUBT = 0.01;

    private final FitRecords records;
    private final Products products;

    FitFlags(FitRecords records, Products products) {
        this.records = records;
        this.products = products;
    }

    /** Which way a product runs. */
    public enum Runs {
        SMALL,
        LARGE
    }

    /**
     * A product that runs small or large.
     *
     * @param productId the product
     * @param title its title; its id when the shop no longer has it
     * @param runs which way
     * @param sample how many said how it fitted
     * @param small how many of them said too small
     * @param large how many of them said too large
     * @param share of those whom it did not fit, the share whom it was too small, or too large, as it runs
     * @param low the least that share may be
     * @param high the most that share may be
     * @param shopShare the same share over the whole shop
     */
    public record Flag(
            String productId,
            String title,
            Runs runs,
            int sample,
            int small,
            int large,
            double share,
            double low,
            double high,
            double shopShare) {}

    /** Every one that is clear, the clearest first. */
    public List<Flag> of(ShopId shop) {
        List<Said> said = records.said(shop);
        int small = said.stream().mapToInt(Said::small).sum();
        int misfits = small + said.stream().mapToInt(Said::large).sum();
        List<Said> enough = said.stream()
                .filter(one -> one.small() + one.large() >= LEAST_MISFITS)
                .toList();
        if (enough.isEmpty()) {
            return List.of();
        }
        Map<String, String> titles = new HashMap<>();
        products.find(shop, enough.stream().map(Said::productId).toList())
                .forEach(listing -> titles.put(
                        listing.product().productId(), listing.product().title()));
        List<Flag> flags = new ArrayList<>();
        for (Said one : enough) {
            String title = titles.getOrDefault(one.productId(), one.productId());
            double doubt = DOUBT / enough.size();
            double shareSmall = (double) small / misfits;
            ConfidenceInterval ofSmall = interval(one.small(), one.small() + one.large(), doubt);
            if (ofSmall.getLowerBound() > Math.max(0.5, shareSmall)) {
                flags.add(flag(one, title, Runs.SMALL, one.small(), ofSmall, shareSmall));
            }
            ConfidenceInterval ofLarge = interval(one.large(), one.small() + one.large(), doubt);
            if (ofLarge.getLowerBound() > Math.max(0.5, 1 - shareSmall)) {
                flags.add(flag(one, title, Runs.LARGE, one.large(), ofLarge, 1 - shareSmall));
            }
        }
        flags.sort(Comparator.comparingDouble((Flag flag) -> flag.low() - flag.shopShare())
                .reversed());
        return List.copyOf(flags);
    }

    private static ConfidenceInterval interval(int times, int of, double doubt) {
        return BinomialProportion.getWilsonScoreInterval(of, (double) times / of, 1 - doubt);
    }

    private static Flag flag(
            Said said, String title, Runs runs, int times, ConfidenceInterval interval, double shopShare) {
        return new Flag(
                said.productId(),
                title,
                runs,
                said.small() + said.fit() + said.large(),
                said.small(),
                said.large(),
                rounded((double) times / (said.small() + said.large())),
                rounded(interval.getLowerBound()),
                rounded(interval.getUpperBound()),
                rounded(shopShare));
    }

    private static double rounded(double share) {
        return Math.round(share * 1_000) / 1_000.0;
    }
}
