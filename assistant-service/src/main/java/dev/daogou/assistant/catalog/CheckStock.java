package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a product, in a colour and a size, is there right now, and what else of it is. */
@Component
class CheckStock implements ShopTool<CheckStock.Arguments> {

    /**
     * @param productId which product
     * @param color a colour in the shopper's words
     * @param size a size in the shopper's words
     */
    record Arguments(
            @Nullable String productId,
            @Nullable String color,
            @Nullable String size) {}

    private final NamedProduct namedProduct;

    CheckStock(NamedProduct namedProduct) {
        this.namedProduct = namedProduct;
    }

    @Override
    public String name() {
        return "check_stock";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Listing listing = namedProduct.require(arguments.productId(), context);
        String color = blankToNull(arguments.color());
        String size = blankToNull(arguments.size());
        boolean asked = color != null || size != null;
        List<Variant> matching = matching(listing, color, size);
        List<Variant> buyable =
                listing.onSale() ? matching.stream().filter(Variant::inStock).toList() : List.of();
        List<Variant> others = listing.onSale()
                ? listing.variants().stream()
                        .filter(Variant::inStock)
                        .filter(variant -> !matching.contains(variant))
                        .toList()
                : List.of();

        Map<String, Object> facts = new LinkedHashMap<>(ProductFacts.product(listing, context.language()));
        facts.put("onSale", listing.onSale());
        ProductFacts.put(facts, "askedColor", color);
        ProductFacts.put(facts, "askedSize", size);
        if (asked) {
            facts.put("asked", asked(color, size, matching));
        }
        facts.put("noSuchVariant", matching.isEmpty());
        facts.put("inStock", !buyable.isEmpty());
        facts.put("soldOut", !matching.isEmpty() && buyable.isEmpty());
        int onHand = buyable.stream().mapToInt(Variant::onHand).sum();
        ProductFacts.putLow(facts, onHand);
        facts.put("matching", matching.stream().map(ProductFacts::variant).toList());
        putChoices(facts, "available", buyable, context);
        putChoices(facts, "lowStock", buyable.stream().filter(Variant::lowStock).toList(), context);
        putChoices(
                facts,
                "missing",
                matching.stream().filter(variant -> !buyable.contains(variant)).toList(),
                context);
        if (asked) {
            facts.put("others", others.stream().map(ProductFacts::variant).toList());
            putChoices(facts, "others", others, context);
        }
        List<Variant> shown = buyable.isEmpty() ? matching : buyable;
        Variant variant = Listing.cheapest(shown.isEmpty() ? listing.variants() : shown);
        return new ToolResult(facts, List.of(ProductFacts.card(listing, variant, null)));
    }

    /** Without a colour and a size every variant; a colour or size the product does not come in matches none. */
    private static List<Variant> matching(Listing listing, @Nullable String color, @Nullable String size) {
        List<String> colors = color == null ? List.of() : ColorNames.meant(color, listing.colors());
        List<String> sizes = size == null ? List.of() : SizeNames.meant(size, listing.sizes());
        return listing.variants().stream()
                .filter(variant -> color == null || (variant.color() != null && colors.contains(variant.color())))
                .filter(variant -> size == null || (variant.size() != null && sizes.contains(variant.size())))
                .toList();
    }

    /** The asked choice in the merchant's words when it is one, else in the shopper's. */
    private static String asked(@Nullable String color, @Nullable String size, List<Variant> matching) {
        String choice = matching.size() == 1 ? ProductFacts.choice(matching.getFirst()) : null;
        if (choice != null) {
            return choice;
        }
        return (Objects.requireNonNullElse(color, "") + " " + Objects.requireNonNullElse(size, "")).strip();
    }

    /** {@code <name>Text}: the choices of these variants in words, low ones with how many are left. */
    private static void putChoices(
            Map<String, Object> facts, String name, List<Variant> variants, ToolContext context) {
        List<String> choices = variants.stream()
                .map(ProductFacts::choice)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!choices.isEmpty()) {
            facts.put(name + "Text", ProductFacts.joined(choices, context.language()));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
