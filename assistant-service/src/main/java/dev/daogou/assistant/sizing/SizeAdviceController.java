package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.sizing.SizeAdvice.Basis;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells the shop's own pages which size to take. */
@RestController
class SizeAdviceController {

    private final AdviseSize adviseSize;
    private final Products products;

    SizeAdviceController(AdviseSize adviseSize, Products products) {
        this.adviseSize = adviseSize;
        this.products = products;
    }

    /**
     * Who wants to wear what.
     *
     * @param productId the product
     * @param heightCm height in cm
     * @param weightKg weight in kg
     * @param measurements further measures by name: {@code bustCm, waistCm, hipCm, footMm}
     * @param usualSize the size they usually wear
     * @param age in years
     * @param shopperKey who they are in the shop's fit records, so that their own count
     */
    record Wearer(
            @Nullable String productId,
            @Nullable Double heightCm,
            @Nullable Double weightKg,
            @Nullable Map<String, @Nullable Double> measurements,
            @Nullable String usualSize,
            @Nullable Integer age,
            @Nullable String shopperKey) {}

    /** The advice. */
    record Answer(
            @Nullable String size,
            double confidence,
            @Nullable Map<String, FitProbabilities> probabilities,
            String basis,
            int sample,
            List<Row> chart,
            String reason,
            List<String> missing) {

        /** A range of the chart. */
        record Row(String size, String measure, double min, double max) {}

        static Answer of(SizeAdvice advice, Listing listing) {
            Map<String, FitProbabilities> bySize = new LinkedHashMap<>();
            for (String size : listing.sizes()) {
                FitProbabilities probabilities = advice.probabilities().get(size);
                if (probabilities != null) {
                    bySize.put(size, probabilities);
                }
            }
            return new Answer(
                    advice.size(),
                    advice.confidence(),
                    bySize.isEmpty() ? null : bySize,
                    advice.basis().wireName(),
                    advice.sample(),
                    advice.chart().rows().stream()
                            .map(row -> new Row(row.size(), row.measure().wireName(), row.min(), row.max()))
                            .toList(),
                    advice.reason(),
                    advice.missing().stream().map(Measure::wireName).toList());
        }

        static Answer withoutSizes(String reason) {
            return new Answer(null, 0, null, Basis.NONE.wireName(), 0, List.of(), reason, List.of());
        }
    }

    @PostMapping("/api/v1/shops/{shop}/size-advice")
    Answer advise(Shop shop, @RequestBody Wearer wearer) {
        Body body = body(wearer);
        String productId = wearer.productId();
        if (productId == null || productId.isBlank()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "field_missing",
                    "'productId' is missing",
                    List.of(new Mistake("productId", null, "This field is needed")));
        }
        Listing listing = products.find(shop.id(), productId)
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "product_unknown",
                        "The shop has no product '" + productId + "'",
                        List.of(new Mistake("productId", null, "The shop has no product '" + productId + "'"))));
        if (listing.sizes().isEmpty()) {
            return Answer.withoutSizes(new SizeWords(shop.language()).comesInOneSize());
        }
        return Answer.of(adviseSize.advise(shop.id(), listing, body, shop.language()), listing);
    }

    private static Body body(Wearer wearer) {
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        List<Mistake> mistakes = new ArrayList<>();
        take("heightCm", "heightCm", wearer.heightCm(), measures, mistakes);
        take("weightKg", "weightKg", wearer.weightKg(), measures, mistakes);
        if (wearer.measurements() != null) {
            wearer.measurements()
                    .forEach((name, value) -> take("measurements." + name, name, value, measures, mistakes));
        }
        if (!mistakes.isEmpty()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "invalid_request", "These measures cannot be used; see errors", mistakes);
        }
        return new Body(measures, wearer.usualSize(), wearer.age(), wearer.shopperKey());
    }

    private static void take(
            String field, String name, @Nullable Double value, Map<Measure, Double> measures, List<Mistake> mistakes) {
        Measure measure = Measure.of(name).orElse(null);
        if (measure == null) {
            mistakes.add(new Mistake(field, null, "Not a measure; use " + Measure.names()));
        } else if (value != null && !measure.isPlausible(value)) {
            mistakes.add(new Mistake(
                    field,
                    null,
                    "From " + PlausibleMeasures.plain(measure.least()) + " to "
                            + PlausibleMeasures.plain(measure.most())));
        } else if (value != null) {
            measures.put(measure, value);
        }
    }
}
