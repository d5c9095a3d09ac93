package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.SizeNames;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.sizing.FitEstimates.FitEstimate;
import dev.daogou.assistant.sizing.SizeAdvice.Basis;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Advises a size: by what similar bodies said of the product where enough of them did, else by the size chart, else not at
 * all. How likely each size fits is told wherever the shop's records say, whether one is advised or not. Only sizes the
 * product comes in are advised.
 */
@Component
class AdviseSize {

    private final SizeCharts charts;
    private final FitEstimates estimates;
    private final UsualSizes usualSizes;

    AdviseSize(SizeCharts charts, FitEstimates estimates, UsualSizes usualSizes) {
        this.charts = charts;
        this.estimates = estimates;
        this.usualSizes = usualSizes;
    }

    /**
     * The size of a product for a body.
     *
     * @param listing a product that comes in sizes
     * @param language the language of the reason
     */
    SizeAdvice advise(ShopId shop, Listing listing, Body body, Language language) {
        SizeWords words = new SizeWords(language);
        SizeChart chart = charts.chartFor(shop, listing.product()).of(listing.sizes());
        Optional<SizeChart.Advice> byChart = chart.advise(body.measures());
        List<Measure> missing = missing(body, chart);
        Optional<FitEstimate> estimate = estimates.of(shop, listing, body, chart);
        String best = estimate.map(FitEstimate::best).orElse(null);
        if (estimate.isPresent() && best != null) {
            return byPurchases(estimate.get(), best, chart, byChart, missing, words);
        }
        Map<String, FitProbabilities> told = estimate.map(FitEstimate::bySize).orElse(Map.of());
        if (byChart.isPresent()) {
            return byChart(byChart.get(), told, chart, body, missing, words);
        }
        return byUsualSize(shop, listing, body, chart, missing, words)
                .orElseGet(() -> new SizeAdvice(
                        null, 0, told, Basis.NONE, 0, chart, null, Set.of(), missing, words.nothingToGoBy(missing)));
    }

    private static SizeAdvice byPurchases(
            FitEstimate estimate,
            String size,
            SizeChart chart,
            Optional<SizeChart.Advice> byChart,
            List<Measure> missing,
            SizeWords words) {
        FitProbabilities best = estimate.bySize().getOrDefault(size, new FitProbabilities(0, 0, 0));
        String sizeByChart = byChart.map(SizeChart.Advice::size).orElse(null);
        return new SizeAdvice(
                size,
                best.fit(),
                estimate.bySize(),
                Basis.PURCHASES,
                estimate.sample(),
                chart,
                sizeByChart,
                byChart.map(SizeChart.Advice::beyond).orElse(Set.of()),
                missing,
                words.byPurchases(size, best, estimate.sample(), sizeByChart));
    }

    private static SizeAdvice byChart(
            SizeChart.Advice advice,
            Map<String, FitProbabilities> told,
            SizeChart chart,
            Body body,
            List<Measure> missing,
            SizeWords words) {
        double confidence;
        if (!advice.beyond().isEmpty()) {
            confidence = 0.25;
        } else if (!advice.inside()) {
            confidence = 0.4;
        } else {
            confidence = advice.used().size() > 1 ? 0.6 : 0.5;
        }
        boolean boughtByWeight = body.knows(Measure.WEIGHT_KG);
        return new SizeAdvice(
                advice.size(),
                confidence,
                told,
                Basis.CHART,
                0,
                chart,
                advice.size(),
                advice.beyond(),
                missing,
                words.byChart(advice, chart, body.measures(), boughtByWeight));
    }

    private Optional<SizeAdvice> byUsualSize(
            ShopId shop, Listing listing, Body body, SizeChart chart, List<Measure> missing, SizeWords words) {
        String usual = meant(body.usualSize(), listing);
        if (usual == null) {
            return Optional.empty();
        }
        return usualSizes.of(shop, listing.product().productId(), usual).flatMap(told -> {
            List<String> sizes = SizeOrder.smallestFirst(listing.sizes(), chart);
            int step = switch (told.fit().likeliest()) {
                case FIT -> 0;
                case SMALL -> 1;
                case LARGE -> -1;
            };
            int index = sizes.indexOf(usual) + step;
            if (index < 0 || index >= sizes.size()) {
                return Optional.empty();
            }
            String size = sizes.get(index);
            return Optional.of(new SizeAdvice(
                    size,
                    told.fit().of(told.fit().likeliest()) * 0.8,
                    Map.of(usual, told.fit()),
                    Basis.PURCHASES,
                    told.sample(),
                    chart,
                    null,
                    Set.of(),
                    missing,
                    words.byUsualSize(usual, size, told.fit(), told.sample())));
        });
    }

    /** The size of this product a shopper's word means; null when none or more than one. */
    static @Nullable String meant(@Nullable String word, Listing listing) {
        if (word == null || word.isBlank()) {
            return null;
        }
        List<String> sizes = SizeNames.meant(word, listing.sizes());
        return sizes.size() == 1 ? sizes.getFirst() : null;
    }

    /** For shoes the foot; else height and weight, which people know and similar bodies are found by. */
    private static List<Measure> missing(Body body, SizeChart chart) {
        if (chart.measures().contains(Measure.FOOT_MM)) {
            return body.knows(Measure.FOOT_MM) ? List.of() : List.of(Measure.FOOT_MM);
        }
        List<Measure> missing = new ArrayList<>();
        for (Measure measure : List.of(Measure.HEIGHT_CM, Measure.WEIGHT_KG)) {
            if (!body.knows(measure)) {
                missing.add(measure);
            }
        }
        return missing;
    }
}
