package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.shop.ShopId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What goes with a product, as the merchant says: in stock, and never one of the same sort. */
@Component
class FindComplements implements ShopTool<FindComplements.Arguments> {

    /** @param productId which product */
    record Arguments(@Nullable String productId) {}

    private static final int MOST = 5;

    private final NamedProduct namedProduct;
    private final Products products;

    FindComplements(NamedProduct namedProduct, Products products) {
        this.namedProduct = namedProduct;
        this.products = products;
    }

    @Override
    public String name() {
        return "complements";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Listing listing = namedProduct.require(arguments.productId(), context);
        ShopId shop = context.shopper().shop().id();
        List<Complement> stated = products.complementsOf(shop, listing.product().productId());
        Map<String, Listing> listings =
                products
                        .find(
                                shop,
                                stated.stream().map(Complement::complementId).toList())
                        .stream()
                        .collect(toMap(each -> each.product().productId(), Function.identity()));
        List<Map<String, Object>> found = new ArrayList<>();
        List<Map<String, Object>> cards = new ArrayList<>();
        for (Complement complement : stated) {
            Listing match = listings.get(complement.complementId());
            if (match == null || !match.inStock() || isOfTheSameSort(listing, match) || found.size() == MOST) {
                continue;
            }
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("position", found.size() + 1);
            fact.putAll(ProductFacts.product(match, context.language()));
            ProductFacts.put(fact, "reason", complement.reason());
            found.add(fact);
            cards.add(ProductFacts.card(match, Listing.cheapest(match.variants()), complement.reason()));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productId", listing.product().productId());
        facts.put("title", listing.product().title());
        facts.put("found", !found.isEmpty());
        facts.put("count", found.size());
        facts.put("products", found);
        return new ToolResult(facts, cards);
    }

    private static boolean isOfTheSameSort(Listing one, Listing other) {
        return one.product().category() != null
                && Objects.equals(one.product().category(), other.product().category());
    }
}
