package dev.daogou.assistant.sizing;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which size of a product fits the shopper, and how the size they ask about would be. */
@Component
class SizeAdviceTool implements ShopTool<SizeAdviceTool.Arguments> {

    /**
     * @param productId the garment or shoe
     * @param heightCm height in cm
     * @param weightKg weight in kg
     * @param bustCm bust in cm
     * @param waistCm waist in cm
     * @param hipCm hip in cm
     * @param footMm foot length in mm
     * @param usualSize the size they usually wear
     * @param size the size they ask about
     */
    record Arguments(
            @Nullable String productId,
            @Nullable Double heightCm,
            @Nullable Double weightKg,
            @Nullable Double bustCm,
            @Nullable Double waistCm,
            @Nullable Double hipCm,
            @Nullable Double footMm,
            @Nullable String usualSize,
            @Nullable String size) {}

    private final AdviseSize adviseSize;
    private final Products products;

    SizeAdviceTool(AdviseSize adviseSize, Products products) {
        this.adviseSize = adviseSize;
        this.products = products;
    }

    @Override
    public String name() {
        return "advise_size";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        ShopId shop = context.shopper().shop().id();
        Listing listing = product(shop, arguments.productId());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productId", listing.product().productId());
        facts.put("title", listing.product().title());
        facts.put("productTitle", listing.product().title());
        facts.put("sized", !listing.sizes().isEmpty());
        if (listing.sizes().isEmpty()) {
            return ToolResult.of(facts);
        }
        Body body = body(arguments, context);
        SizeAdvice advice = adviseSize.advise(shop, listing, body, context.language());
        SizeWords words = new SizeWords(context.language());
        facts.put("sizes", listing.sizes());
        facts.put("basis", advice.basis().wireName());
        facts.put("sample", advice.sample());
        facts.put("reason", advice.reason());
        putMeasures(facts, body);
        if (advice.size() != null) {
            facts.put("size", advice.size());
            facts.put("confidence", advice.confidence());
            putStock(facts, listing, advice.size());
        }
        if (advice.sizeByChart() != null) {
            facts.put("sizeByChart", advice.sizeByChart());
        }
        if (!advice.probabilities().isEmpty()) {
            facts.put("probabilities", percents(advice, listing));
        }
        putSizeAsked(facts, arguments.size(), listing, advice, body, words);
        if (!advice.missing().isEmpty()) {
            facts.put(
                    "missing", advice.missing().stream().map(Measure::wireName).toList());
            facts.put("missingText", words.names(advice.missing()));
        }
        if (!advice.beyond().isEmpty()) {
            facts.put(
                    "beyondChart",
                    advice.beyond().stream().map(Measure::wireName).toList());
        }
        facts.put("chart", chart(advice.chart()));
        return new ToolResult(facts, List.of(card(listing, advice)));
    }

    private Listing product(ShopId shop, @Nullable String productId) {
        if (productId == null || productId.isBlank()) {
            throw new ToolMistake(
                    "productId is missing. Find the product with find_products first and pass its productId.");
        }
        return products.find(shop, productId.strip())
                .orElseThrow(() -> new ToolMistake("There is no product '" + productId.strip()
                        + "' in this shop. Find it with find_products first and pass the productId it gives."));
    }

    private static Body body(Arguments arguments, ToolContext context) {
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        take(Measure.HEIGHT_CM, arguments.heightCm(), measures);
        take(Measure.WEIGHT_KG, arguments.weightKg(), measures);
        take(Measure.BUST_CM, arguments.bustCm(), measures);
        take(Measure.WAIST_CM, arguments.waistCm(), measures);
        take(Measure.HIP_CM, arguments.hipCm(), measures);
        take(Measure.FOOT_MM, arguments.footMm(), measures);
        return new Body(measures, arguments.usualSize(), null, context.shopper().shopperKey());
    }

    private static void take(Measure measure, @Nullable Double value, Map<Measure, Double> measures) {
        if (value == null) {
            return;
        }
        if (!measure.isPlausible(value)) {
            throw new ToolMistake(measure.wireName() + " is a " + measure.text(Language.EN) + " in "
                    + measure.unit(Language.EN) + ", from " + PlausibleMeasures.plain(measure.least()) + " to "
                    + PlausibleMeasures.plain(measure.most()) + "; " + value + " is not. Ask the shopper again.");
        }
        measures.put(measure, value);
    }

    private static void putMeasures(Map<String, Object> facts, Body body) {
        body.measures().forEach((measure, value) -> facts.put(measure.wireName(), plain(value)));
    }

    /** 165, not 165.0: the figures of an answer are compared with these. */
    private static Number plain(double value) {
        return value == Math.rint(value) ? (Number) (long) value : (Number) value;
    }

    private static void putStock(Map<String, Object> facts, Listing listing, String size) {
        List<Variant> variants = listing.variants().stream()
                .filter(variant -> size.equals(variant.size()))
                .toList();
        List<Variant> buyable =
                listing.onSale() ? variants.stream().filter(Variant::inStock).toList() : List.of();
        facts.put("sizeInStock", !buyable.isEmpty());
        facts.put("sizeSoldOut", buyable.isEmpty());
        List<Map<String, Object>> stock = new ArrayList<>();
        for (Variant variant : variants) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("sku", variant.sku());
            if (variant.color() != null) {
                one.put("color", variant.color());
            }
            one.put("inStock", buyable.contains(variant));
            if (buyable.contains(variant) && variant.lowStock()) {
                one.put("left", variant.onHand());
            }
            stock.add(one);
        }
        facts.put("stock", stock);
    }

    private static void putSizeAsked(
            Map<String, Object> facts,
            @Nullable String word,
            Listing listing,
            SizeAdvice advice,
            Body body,
            SizeWords words) {
        if (word == null || word.isBlank()) {
            return;
        }
        String asked = AdviseSize.meant(word, listing);
        if (asked == null) {
            facts.put("sizeNotOffered", word.strip());
            return;
        }
        FitProbabilities probabilities = advice.probabilities().get(asked);
        Optional<Verdict> byChart = advice.chart().verdict(asked, body.measures());
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("asked", asked);
        if (probabilities != null) {
            verdict.put("verdict", probabilities.likeliest().wireName());
            verdict.put("verdictText", words.verdict(probabilities));
            verdict.putAll(percents(probabilities));
        } else if (byChart.isPresent()) {
            verdict.put("verdict", byChart.get().wireName());
            verdict.put("verdictText", words.verdict(byChart.get()));
        } else {
            return;
        }
        facts.put("sizeAsked", verdict);
    }

    private static List<Map<String, Object>> percents(SizeAdvice advice, Listing listing) {
        return listing.sizes().stream()
                .filter(advice.probabilities()::containsKey)
                .map(size -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("size", size);
                    one.putAll(percents(
                            Objects.requireNonNull(advice.probabilities().get(size))));
                    return one;
                })
                .toList();
    }

    private static Map<String, Object> percents(FitProbabilities probabilities) {
        Map<String, Object> percents = new LinkedHashMap<>();
        percents.put("smallPercent", probabilities.percent(Verdict.SMALL));
        percents.put("fitPercent", probabilities.percent(Verdict.FIT));
        percents.put("largePercent", probabilities.percent(Verdict.LARGE));
        return percents;
    }

    private static List<Map<String, Object>> chart(SizeChart chart) {
        return chart.rows().stream()
                .map(row -> Map.<String, Object>of(
                        "size", row.size(),
                        "measure", row.measure().wireName(),
                        "min", plain(row.min()),
                        "max", plain(row.max())))
                .toList();
    }

    private static Map<String, Object> card(Listing listing, SizeAdvice advice) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("kind", "size");
        card.put("productId", listing.product().productId());
        card.put("title", listing.product().title());
        if (advice.size() != null) {
            card.put("size", advice.size());
            card.put("confidence", advice.confidence());
        }
        card.put("basis", advice.basis().wireName());
        card.put("sample", advice.sample());
        card.put("chart", chart(advice.chart()));
        return card;
    }
}
