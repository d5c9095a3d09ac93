package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.shop.ShopId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from what earlier buyers said how each size of a product would fit a body. */
interface FitEstimates {

    /**
     * How each size would fit.
     *
     * @return empty when the shop's records do not say
     */
    Optional<FitEstimate> of(ShopId shop, Listing listing, Body body, SizeChart chart);

    /**
     * How the sizes would fit.
     *
     * @param bySize for each size of the product that something can be said of
     * @param best the size to take; null when too few similar bodies have bought the product to advise one
     * @param sample how many records of similar bodies that have bought this product there are
     */
    record FitEstimate(
            Map<String, FitProbabilities> bySize, @Nullable String best, int sample) {
        public FitEstimate {
            bySize = Map.copyOf(bySize);
            if (best != null && !bySize.containsKey(best)) {
                throw new IllegalArgumentException("The best size " + best + " has no estimate");
            }
        }
    }
}
