package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.SearchResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds products that answer a need: by meaning, within what the shopper said about price and category. What is sold out is
 * not among them, and nothing is found rather than something that does not fit.
 */
@Component
class FindProducts implements ShopTool<FindProducts.Arguments> {

    /**
     * What the shopper looks for.
     *
     * @param query the need in the shopper's words, without the budget
     * @param minPrice not cheaper than this, in major units of the shop's currency
     * @param maxPrice not dearer than this, in major units of the shop's currency
     * @param category a category of the shop or a word for one
     * @param inStockOnly leave out what is sold out; true when absent
     * @param excludeProductIds products already seen or refused
     * @param without words for what the shopper refuses, e.g. a kind of product or a material
     * @param limit how many at most, 1 to 10; 5 when absent
     */
    record Arguments(
            @Nullable String query,
            @Nullable Double minPrice,
            @Nullable Double maxPrice,
            @Nullable String category,
            @Nullable Boolean inStockOnly,
            @Nullable List<String> excludeProductIds,
            @Nullable List<String> without,
            @Nullable Integer limit) {}

    /**
     * How far a product's score may fall behind the best one's and still be about what was asked. Found by trying wishes on
     * the demo shops; the English model's scores lie closer together.
     */
    private static final Map<Language, Double> BEHIND_THE_BEST = Map.of(Language.ZH, 0.15, Language.EN, 0.09);

    /**
     * A wish is vaguer than a question ("something for mum to wear"): it is met from this cosine on where a product is
     * among the first by its words as well, even if no passage would answer it as a question.
     */
    private static final Map<Language, Double> VAGUELY_MET = Map.of(Language.ZH, 0.5, Language.EN, 0.6);

    private static final int FIRST_BY_WORDS = 2;

    private static final int PASSAGES = 100;
    private static final int SENTENCES_A_PRODUCT = 8;
    private static final int LONGEST_REASON = 100;

    private final Products products;
    private final KnowledgeBase knowledge;
    private final FittingSentence fittingSentence;

    FindProducts(Products products, KnowledgeBase knowledge, FittingSentence fittingSentence) {
        this.products = products;
        this.knowledge = knowledge;
        this.fittingSentence = fittingSentence;
    }

    @Override
    public String name() {
        return "find_products";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Shop shop = context.shopper().shop();
        String query = arguments.query() == null ? "" : arguments.query().strip();
        String category =
                arguments.category() == null ? "" : arguments.category().strip();
        List<String> categories = ShopCategories.meant(category, products.categories(shop.id()));
        if (query.isEmpty() && category.isEmpty()) {
            throw new ToolMistake("Say in query what the shopper looks for, or name a category.");
        }
        PriceRange range = PriceRange.of(arguments, shop);

        String wish = (query + " " + (query.contains(category) ? "" : category)).strip();
        List<Listing> relevant = relevant(shop, wish, categories);
        Set<String> excluded =
                new LinkedHashSet<>(arguments.excludeProductIds() == null ? List.of() : arguments.excludeProductIds());
        boolean inStockOnly = !Boolean.FALSE.equals(arguments.inStockOnly());

        List<Choice> chosen = new ArrayList<>();
        List<Listing> soldOut = new ArrayList<>();
        List<Listing> outsideRange = new ArrayList<>();
        for (Listing listing : relevant) {
            if (excluded.contains(listing.product().productId()) || refused(listing.product(), arguments.without())) {
                continue;
            }
            List<Variant> buyable = listing.variants().stream()
                    .filter(variant -> !inStockOnly || variant.inStock())
                    .toList();
            List<Variant> affordable = buyable.stream()
                    .filter(variant -> range.holds(variant.price()))
                    .toList();
            if (buyable.isEmpty()) {
                soldOut.add(listing);
            } else if (affordable.isEmpty()) {
                outsideRange.add(listing);
            } else {
                chosen.add(new Choice(listing, Listing.cheapest(affordable)));
            }
        }
        int limit = arguments.limit() == null ? 5 : Math.clamp(arguments.limit(), 1, 10);
        List<Choice> shown = chosen.subList(0, Math.min(limit, chosen.size()));
        Map<String, String> reasons = reasons(shop, wish, shown);

        List<Map<String, Object>> found = new ArrayList<>();
        List<Map<String, Object>> cards = new ArrayList<>();
        for (Choice choice : shown) {
            Product product = choice.listing().product();
            String reason = reasons.get(product.productId());
            found.add(facts(choice, found.size() + 1, reason, context));
            cards.add(ProductFacts.card(choice.listing(), choice.variant(), reason));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("query", wish);
        facts.put("count", found.size());
        facts.put("found", !found.isEmpty());
        facts.put("products", found);
        range.addTo(facts);
        if (!categories.isEmpty()) {
            facts.put("category", ProductFacts.joined(categories, context.language()));
        }
        if (found.isEmpty() && !outsideRange.isEmpty()) {
            Listing closest = range.closest(outsideRange);
            facts.put("closestOutsidePrice", ProductFacts.product(closest, context.language()));
        }
        if (found.isEmpty() && !soldOut.isEmpty()) {
            facts.put("soldOut", titles(soldOut));
            facts.put("soldOutText", ProductFacts.joined(titles(soldOut), context.language()));
        }
        return new ToolResult(facts, cards);
    }

    private static boolean refused(Product product, @Nullable List<String> without) {
        String named =
                (product.title() + " " + Objects.requireNonNullElse(product.category(), "")).toLowerCase(Locale.ROOT);
        return without != null
                && without.stream()
                        .map(word -> word.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(word -> !word.isEmpty() && named.contains(word));
    }

    /** A product and the variant of it that fits. */
    private record Choice(Listing listing, Variant variant) {}

    /** What the shopper said about the price, to the minor unit. */
    private record PriceRange(
            @Nullable Money from, @Nullable Money to) {

        static PriceRange of(Arguments arguments, Shop shop) {
            Money from = money(arguments.minPrice(), "minPrice", RoundingMode.CEILING, shop);
            Money to = money(arguments.maxPrice(), "maxPrice", RoundingMode.FLOOR, shop);
            if (from != null && to != null && from.compareTo(to) > 0) {
                throw new ToolMistake("minPrice is above maxPrice.");
            }
            return new PriceRange(from, to);
        }

        private static @Nullable Money money(
                @Nullable Double major, String argument, RoundingMode rounding, Shop shop) {
            if (major == null) {
                return null;
            }
            if (!Double.isFinite(major) || major < 0 || major > 1e12) {
                throw new ToolMistake(argument + " is an amount in " + shop.currency() + ", e.g. 199.0");
            }
            int decimals = Math.max(0, shop.currency().getDefaultFractionDigits());
            return Money.ofMajor(BigDecimal.valueOf(major).setScale(decimals, rounding), shop.currency());
        }

        boolean holds(Money price) {
            return (from == null || price.compareTo(from) >= 0) && (to == null || price.compareTo(to) <= 0);
        }

        /** Of products outside the range the one that is least so. */
        Listing closest(List<Listing> outside) {
            return outside.stream()
                    .min(Comparator.comparingLong(this::distance))
                    .orElseThrow();
        }

        private long distance(Listing listing) {
            if (to != null && listing.lowestPrice().compareTo(to) > 0) {
                return listing.lowestPrice().amountMinor() - to.amountMinor();
            }
            return from == null
                    ? 0
                    : Math.abs(from.amountMinor() - listing.highestPrice().amountMinor());
        }

        void addTo(Map<String, Object> facts) {
            if (from != null) {
                facts.put("minPrice", MoneyFact.of(from));
            }
            if (to != null) {
                facts.put("maxPrice", MoneyFact.of(to));
            }
        }
    }

    /** Products on sale that speak of the wish, best first; in a named category also those that do not mention it. */
    private List<Listing> relevant(Shop shop, String wish, List<String> categories) {
        SearchResult result = knowledge.search(
                SearchQuery.of(shop.id().value(), wish, PASSAGES).ofKinds(PassageKind.PRODUCT));
        double least = isMet(result, shop.language())
                ? result.hits().stream().mapToDouble(Hit::score).max().orElse(0)
                        - Objects.requireNonNull(BEHIND_THE_BEST.get(shop.language()))
                : Double.POSITIVE_INFINITY;
        Set<String> close = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Hit hit : result.hits()) {
            String productId = hit.passage().source().productId();
            if (productId != null) {
                (hit.score() >= least ? close : others).add(productId);
            }
        }
        if (categories.isEmpty()) {
            return onSale(products.find(shop.id(), close));
        }
        Set<String> ranked = new LinkedHashSet<>(close);
        ranked.addAll(others);
        Map<String, Listing> inCategory = new LinkedHashMap<>();
        onSale(products.find(shop.id(), ranked)).stream()
                .filter(listing -> categories.stream().anyMatch(listing.product()::isIn))
                .forEach(listing -> inCategory.put(listing.product().productId(), listing));
        for (String category : categories) {
            products.inCategory(shop.id(), category, 200)
                    .forEach(listing -> inCategory.putIfAbsent(listing.product().productId(), listing));
        }
        return List.copyOf(inCategory.values());
    }

    private static boolean isMet(SearchResult result, Language language) {
        double enough = Objects.requireNonNull(VAGUELY_MET.get(language));
        return !result.nothingRelevant()
                || agreed(result)
                || result.hits().stream()
                        .anyMatch(hit -> hit.cosine() >= enough
                                && hit.lexicalRank() != null
                                && hit.lexicalRank() <= FIRST_BY_WORDS);
    }

    /** Meaning and words both put the same passage first: a need put in many words is seldom near to one passage. */
    private static boolean agreed(SearchResult result) {
        return result.hits().stream()
                .findFirst()
                .filter(hit -> Integer.valueOf(1).equals(hit.denseRank())
                        && Integer.valueOf(1).equals(hit.lexicalRank()))
                .isPresent();
    }

    private static List<Listing> onSale(List<Listing> listings) {
        return listings.stream().filter(Listing::onSale).toList();
    }

    private Map<String, String> reasons(Shop shop, String wish, List<Choice> shown) {
        Map<String, List<String>> said = shown.stream()
                .collect(toMap(
                        choice -> choice.listing().product().productId(),
                        choice -> sentences(choice.listing().product()),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return said.isEmpty() ? Map.of() : fittingSentence.pick(shop.id(), wish, said);
    }

    private static List<String> sentences(Product product) {
        if (product.description() == null) {
            return List.of();
        }
        List<String> sentences = Sentences.of(product.description()).stream()
                .map(String::strip)
                .filter(sentence -> Sentences.length(sentence) > 3)
                .toList();
        List<String> brief = sentences.stream()
                .filter(sentence -> Sentences.length(sentence) <= LONGEST_REASON)
                .limit(SENTENCES_A_PRODUCT)
                .toList();
        return brief.isEmpty()
                ? Sentences.shortEnough(sentences, LONGEST_REASON).stream()
                        .limit(1)
                        .toList()
                : brief;
    }

    private static Map<String, Object> facts(
            Choice choice, int position, @Nullable String reason, ToolContext context) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("position", position);
        facts.putAll(ProductFacts.product(choice.listing(), context.language()));
        // What fits the budget may be one of several prices: the one that does is told, with its choice.
        facts.putAll(ProductFacts.variant(choice.variant()));
        facts.put("priceText", choice.variant().price().text());
        facts.remove("priceTo");
        ProductFacts.put(facts, "reason", reason);
        return facts;
    }

    private static List<String> titles(List<Listing> listings) {
        return listings.stream()
                .map(listing -> listing.product().title())
                .limit(3)
                .toList();
    }
}
