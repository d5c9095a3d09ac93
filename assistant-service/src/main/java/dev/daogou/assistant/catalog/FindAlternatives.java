package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.shop.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Other products of the same category that are in stock: cheaper or dearer ones, or those closest in price. */
@Component
class FindAlternatives implements ShopTool<FindAlternatives.Arguments> {

    /** Which way from the product's price. */
    enum Direction {
        CHEAPER,
        DEARER,
        SIMILAR
    }

    /**
     * @param productId instead of which product
     * @param direction which way from its price; similar when absent
     */
    record Arguments(@Nullable String productId, @Nullable Direction direction) {}

    private static final int MOST = 3;

    private final NamedProduct namedProduct;
    private final Products products;

    FindAlternatives(NamedProduct namedProduct, Products products) {
        this.namedProduct = namedProduct;
        this.products = products;
    }

    @Override
    public String name() {
        return "find_alternatives";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Listing listing = namedProduct.require(arguments.productId(), context);
        Direction direction = arguments.direction() == null ? Direction.SIMILAR : arguments.direction();
        Money price = listing.lowestPrice();
        List<Listing> alternatives = sameCategory(listing, context).stream()
                .filter(Listing::inStock)
                .filter(other -> switch (direction) {
                    case CHEAPER -> other.lowestPrice().compareTo(price) < 0;
                    case DEARER -> other.lowestPrice().compareTo(price) > 0;
                    case SIMILAR -> true;
                })
                .sorted(Comparator.comparingLong(other -> Math.abs(difference(other, price))))
                .limit(MOST)
                .toList();

        List<Map<String, Object>> found = new ArrayList<>();
        List<Map<String, Object>> cards = new ArrayList<>();
        for (Listing alternative : alternatives) {
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("position", found.size() + 1);
            fact.putAll(ProductFacts.product(alternative, context.language()));
            long difference = difference(alternative, price);
            if (difference != 0) {
                fact.put(
                        difference < 0 ? "cheaperBy" : "dearerBy", MoneyFact.of(price.withMinor(Math.abs(difference))));
            }
            found.add(fact);
            cards.add(ProductFacts.card(alternative, Listing.cheapest(alternative.variants()), null));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productId", listing.product().productId());
        facts.put("title", listing.product().title());
        facts.put("price", MoneyFact.of(price));
        facts.put("direction", direction.name().toLowerCase(Locale.ROOT));
        facts.put("found", !found.isEmpty());
        facts.put("count", found.size());
        facts.put("products", found);
        return new ToolResult(facts, cards);
    }

    private List<Listing> sameCategory(Listing listing, ToolContext context) {
        String category = listing.product().category();
        if (category == null) {
            return List.of();
        }
        return products.inCategory(context.shopper().shop().id(), category, 500).stream()
                .filter(other ->
                        !other.product().productId().equals(listing.product().productId()))
                .toList();
    }

    private static long difference(Listing other, Money price) {
        return other.lowestPrice().amountMinor() - price.amountMinor();
    }
}
