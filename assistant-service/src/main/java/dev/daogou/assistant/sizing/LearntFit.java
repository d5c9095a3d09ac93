package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.shop.ShopId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * By what the shop's own records have taught, see {@link FitModel}; while they are too few for that, by {@link SimilarBodies}.
 * Every size is told of, with whatever the records of the product, its category and the shop say; one is advised only when
 * three similar bodies bought this very product and eight people said how it fitted.
 */
@Primary
@Component
class LearntFit implements FitEstimates {

    private static final int LEAST_SIMILAR = 3;
    private static final int LEAST_OF_PRODUCT = 8;
    private static final double LEAST_FIT = 0.4;

    private final FitModels models;
    private final FitRecords records;
    private final SimilarBodies similarBodies;

    LearntFit(FitModels models, FitRecords records, SimilarBodies similarBodies) {
        this.models = models;
        this.records = records;
        this.similarBodies = similarBodies;
    }

    @Override
    public Optional<FitEstimate> of(ShopId shop, Listing listing, Body body, SizeChart chart) {
        Optional<FitModel> learnt = models.of(shop);
        if (learnt.isEmpty()) {
            return similarBodies.of(shop, listing, body, chart);
        }
        if (body.measures().isEmpty() || chart.measures().contains(Measure.FOOT_MM)) {
            // Of nobody in particular, and of feet, the records say nothing.
            return Optional.empty();
        }
        FitModel model = learnt.get();
        String productId = listing.product().productId();
        Map<String, FitProbabilities> bySize = model.estimate(
                productId, listing.product().category(), listing.sizes(), body.build(), body.shopperKey());
        int sample = body.knows(Measure.WEIGHT_KG) ? records.similar(shop, productId, body) : 0;
        boolean thin = sample < LEAST_SIMILAR || model.records(productId) < LEAST_OF_PRODUCT;
        String best = thin ? null : likeliestToFit(bySize).orElse(null);
        return Optional.of(new FitEstimate(bySize, best, sample));
    }

    private static Optional<String> likeliestToFit(Map<String, FitProbabilities> bySize) {
        return bySize.entrySet().stream()
                .filter(size -> size.getValue().fit() > LEAST_FIT)
                .max(Comparator.comparingDouble(size -> size.getValue().fit()))
                .map(Map.Entry::getKey);
    }
}
