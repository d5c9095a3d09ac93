package dev.daogou.assistant.sizing;

import dev.daogou.assistant.shop.Shop;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the shop's staff which products run small or large. */
@RestController
class FitFlagsController {

    private final FitFlags flags;

    FitFlagsController(FitFlags flags) {
        this.flags = flags;
    }

    /** All of them; there is no next page. */
    record Answer(List<Item> items) {}

    /**
     * A product that runs small or large.
     *
     * @param runs {@code small} or {@code large}
     * @param sample how many said how it fitted
     * @param share of those whom it did not fit, the share that said so
     * @param interval where that share lies
     * @param shopShare the same share over the whole shop
     */
    record Item(
            String productId,
            String title,
            String runs,
            int sample,
            int small,
            int large,
            double share,
            Interval interval,
            double shopShare) {

        /** From a least to a most. */
        record Interval(double low, double high) {}
    }

    @GetMapping("/api/v1/shops/{shop}/sizing/flags")
    Answer flags(Shop shop) {
        return new Answer(flags.of(shop.id()).stream()
                .map(flag -> new Item(
                        flag.productId(),
                        flag.title(),
                        flag.runs().name().toLowerCase(Locale.ROOT),
                        flag.sample(),
                        flag.small(),
                        flag.large(),
                        flag.share(),
                        new Item.Interval(flag.low(), flag.high()),
                        flag.shopShare()))
                .toList());
    }
}
