package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.shop.ShopId;
import java.util.Map;
import java.util.Optional;

/** Tells from what earlier buyers said how each size of a product would fit a body. */
interface FitEstimates {

    /**
     * How each size would fit.
     *
     * @return empty when too few similar bodies have bought the product to say
     */
    Optional<FitEstimate> of(ShopId shop, Listing listing, Body body, SizeChart chart);

    /**
     * How the sizes would fit.
     *
     * @param bySize for each size of the product that similar bodies tried, or that follows from those they tried
     * @param best the size most likely to fit, of those that similar bodies themselves tried
     * @param sample how many records of similar bodies that have bought this product it rests on
     */
    record FitEstimate(Map<String, FitProbabilities> bySize, String best, int sample) {
        public FitEstimate {
            bySize = Map.copyOf(bySize);
            if (!bySize.containsKey(best)) {
                throw new IllegalArgumentException("The best size " + best + " has no estimate");
            }
        }
    }
}
