package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything short there is to say about one product: price, choices, stock, short attributes. */
@Component
class ProductDetails implements ShopTool<ProductDetails.Arguments> {

    /** @param productId which product */
    record Arguments(@Nullable String productId) {}

    private static final int VARIANTS_TOLD = 40;

    private final NamedProduct namedProduct;

    ProductDetails(NamedProduct namedProduct) {
        this.namedProduct = namedProduct;
    }

    @Override
    public String name() {
        return "product_details";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Listing listing = namedProduct.require(arguments.productId(), context);
        Product product = listing.product();
        Map<String, Object> facts = new LinkedHashMap<>(ProductFacts.product(listing, context.language()));
        facts.put("onSale", listing.onSale());
        List<Map<String, Object>> attributes = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        ProductPassages.shortFacts(product, context.language()).forEach((name, value) -> {
            attributes.add(Map.of("name", name, "value", value));
            sentences.add(ProductPassages.fact(name, value, context.language()));
        });
        facts.put("attributes", attributes);
        if (!sentences.isEmpty()) {
            facts.put("attributesText", String.join(ProductPassages.separator(context.language()), sentences));
        }
        if (product.description() != null) {
            facts.put(
                    "description",
                    Sentences.packed(Sentences.of(product.description()), Sentences.PASSAGE)
                            .getFirst());
        }
        facts.put(
                "variants",
                listing.variants().stream()
                        .limit(VARIANTS_TOLD)
                        .map(ProductFacts::variant)
                        .toList());
        facts.put("variantCount", listing.variants().size());
        Map<String, Object> card = ProductFacts.card(listing, Listing.cheapest(listing.variants()), null);
        return new ToolResult(facts, List.of(card));
    }
}
