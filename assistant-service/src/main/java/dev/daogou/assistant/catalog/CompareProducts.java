package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.shop.Money;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Two to four products side by side: where they differ, where they do not, price and stock. */
@Component
class CompareProducts implements ShopTool<CompareProducts.Arguments> {

    /** @param productIds which products, 2 to 4 */
    record Arguments(
            @Nullable List<String> productIds, @Nullable String need) {}

    private static final int TELLING_ROWS = 5;

    private final NamedProduct namedProduct;
    private final BetterSuited betterSuited;

    CompareProducts(NamedProduct namedProduct, BetterSuited betterSuited) {
        this.namedProduct = namedProduct;
        this.betterSuited = betterSuited;
    }

    @Override
    public String name() {
        return "compare_products";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Set<String> ids = new LinkedHashSet<>(arguments.productIds() == null ? List.of() : arguments.productIds());
        if (ids.size() < 2 || ids.size() > 4) {
            throw new ToolMistake("productIds names 2 to 4 different products; find them with find_products first.");
        }
        Language language = context.language();
        List<Listing> listings =
                ids.stream().map(id -> namedProduct.require(id, context)).toList();
        List<Row> rows = rows(listings, language);

        List<Map<String, Object>> compared = new ArrayList<>();
        for (Listing listing : listings) {
            Map<String, Object> product = new LinkedHashMap<>();
            product.put("position", compared.size() + 1);
            product.putAll(ProductFacts.product(listing, language));
            putSpecial(product, rows, compared.size(), language);
            ProductFacts.put(product, "description", beginning(listing.product()));
            compared.add(product);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("products", compared);
        facts.put("titlesText", ProductFacts.joined(titles(listings), language));
        facts.put(
                "differences",
                rows.stream()
                        .filter(Row::differs)
                        .map(row -> row.fact(listings))
                        .toList());
        facts.put(
                "same",
                rows.stream()
                        .filter(row -> !row.differs())
                        .map(row ->
                                Map.of("name", row.name(), "value", row.values().getFirst()))
                        .toList());
        putPrices(facts, listings);
        putChoice(facts, listings, rows, arguments.need(), context);
        return new ToolResult(facts, List.of(card(listings, rows)));
    }

    /** One property of every product; an empty text where a product does not say. */
    private record Row(String name, List<String> values) {

        boolean differs() {
            return new HashSet<>(values).size() > 1;
        }

        Map<String, Object> fact(List<Listing> listings) {
            List<Map<String, Object>> each = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    each.add(Map.of("title", listings.get(i).product().title(), "value", values.get(i)));
                }
            }
            return Map.of("name", name, "values", each);
        }
    }

    private static List<Row> rows(List<Listing> listings, Language language) {
        boolean chinese = language == Language.ZH;
        List<Row> rows = new ArrayList<>();
        addRow(
                rows,
                chinese ? "品牌" : "Brand",
                listings,
                listing -> listing.product().brand());
        addRow(
                rows,
                chinese ? "分类" : "Category",
                listings,
                listing -> listing.product().category());
        addRow(rows, chinese ? "颜色" : "Colours", listings, listing -> ProductFacts.joined(listing.colors(), language));
        addRow(rows, chinese ? "尺码规格" : "Sizes", listings, listing -> ProductFacts.joined(listing.sizes(), language));
        List<Map<String, String>> attributes = listings.stream()
                .map(listing -> ProductPassages.shortFacts(listing.product(), language))
                .toList();
        Set<String> names = new LinkedHashSet<>();
        attributes.forEach(each -> names.addAll(each.keySet()));
        for (String name : names) {
            rows.add(new Row(
                    name,
                    attributes.stream().map(each -> each.getOrDefault(name, "")).toList()));
        }
        return rows;
    }

    private static void addRow(
            List<Row> rows, String name, List<Listing> listings, Function<Listing, @Nullable String> property) {
        List<String> values = listings.stream()
                .map(listing -> {
                    String value = property.apply(listing);
                    return value == null ? "" : value;
                })
                .toList();
        if (values.stream().anyMatch(value -> !value.isEmpty())) {
            rows.add(new Row(name, values));
        }
    }

    /** {@code special} and {@code specialText}: what this product says and the others say differently or not at all. */
    private static void putSpecial(Map<String, Object> product, List<Row> rows, int position, Language language) {
        List<Map<String, Object>> special = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Row row : rows) {
            String value = row.values().get(position);
            if (row.differs() && !value.isEmpty()) {
                special.add(Map.of("name", row.name(), "value", value));
                words.add(ProductPassages.fact(row.name(), value, language));
            }
        }
        product.put("special", special);
        if (!words.isEmpty()) {
            product.put("specialText", String.join(ProductPassages.separator(language), words));
        }
    }

    private static @Nullable String beginning(Product product) {
        return product.description() == null
                ? null
                : Sentences.packed(Sentences.of(product.description()), Sentences.PASSAGE / 2)
                        .getFirst();
    }

    /**
     * {@code telling}: the first few properties every product states and states differently. {@code pick} (title, because):
     * the product whose own facts answer the need clearly better; without one {@code decider} (name, valuesText): the
     * property to ask about.
     */
    private void putChoice(
            Map<String, Object> facts,
            List<Listing> listings,
            List<Row> rows,
            @Nullable String need,
            ToolContext context) {
        List<Row> telling = rows.stream()
                .filter(row -> row.differs() && row.values().stream().noneMatch(String::isEmpty))
                .filter(row -> listings.stream()
                        .anyMatch(listing -> listing.product().attributes().containsKey(row.name())))
                .limit(TELLING_ROWS)
                .toList();
        facts.put("telling", telling.stream().map(row -> row.fact(listings)).toList());
        Optional<BetterSuited.Pick> pick = need == null ? Optional.empty() : betterSuited.pick(listings, need, context);
        if (pick.isPresent()) {
            facts.put(
                    "pick",
                    Map.of(
                            "productId", pick.get().listing().product().productId(),
                            "title", pick.get().listing().product().title(),
                            "because", pick.get().because()));
        } else if (!telling.isEmpty()) {
            facts.put(
                    "decider",
                    Map.of(
                            "name", telling.getFirst().name(),
                            "valuesText", String.join(" / ", telling.getFirst().values())));
        }
    }

    /** {@code cheapest} and {@code dearest} (product and price) and {@code priceDifference}, unless all cost the same. */
    private static void putPrices(Map<String, Object> facts, List<Listing> listings) {
        Comparator<Listing> byPrice = Comparator.comparing(Listing::lowestPrice);
        Listing cheapest = listings.stream().min(byPrice).orElseThrow();
        Listing dearest = listings.stream().max(byPrice).orElseThrow();
        long difference =
                dearest.lowestPrice().amountMinor() - cheapest.lowestPrice().amountMinor();
        facts.put("samePrice", difference == 0);
        if (difference > 0) {
            facts.put("cheapest", priced(cheapest));
            facts.put("dearest", priced(dearest));
            Money more = cheapest.lowestPrice().withMinor(difference);
            facts.put("priceDifference", MoneyFact.of(more));
        }
    }

    private static Map<String, Object> priced(Listing listing) {
        return Map.of(
                "productId", listing.product().productId(),
                "title", listing.product().title(),
                "price", MoneyFact.of(listing.lowestPrice()));
    }

    private static List<String> titles(List<Listing> listings) {
        return listings.stream().map(listing -> listing.product().title()).toList();
    }

    private static Map<String, Object> card(List<Listing> listings, List<Row> rows) {
        List<Map<String, Object>> products = new ArrayList<>();
        for (Listing listing : listings) {
            Map<String, Object> product =
                    new LinkedHashMap<>(ProductFacts.card(listing, Listing.cheapest(listing.variants()), null));
            product.remove("kind");
            products.add(product);
        }
        return Map.of(
                "kind",
                "comparison",
                "products",
                products,
                "rows",
                rows.stream()
                        .map(row -> Map.of("name", row.name(), "values", row.values(), "differs", row.differs()))
                        .toList());
    }
}
