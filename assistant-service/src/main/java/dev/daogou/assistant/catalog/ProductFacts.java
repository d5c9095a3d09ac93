package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.shop.Money;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How products and variants stand in the facts of tools and on cards. Absent things have no key. */
final class ProductFacts {

    private ProductFacts() {}

    /**
     * A product: {@code productId, title, price, priceText, inStock} always; {@code brand, category, priceTo, listPrice,
     * colors, colorsText, sizes, sizesText, url} where there are any, and {@code discontinued} when it will not be sold again.
     */
    static Map<String, Object> product(Listing listing, Language language) {
        Product product = listing.product();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productId", product.productId());
        facts.put("title", product.title());
        put(facts, "brand", product.brand());
        put(facts, "category", product.category());
        putPrice(facts, listing);
        facts.put("inStock", listing.inStock());
        if (product.status() == ProductStatus.DISCONTINUED) {
            facts.put("discontinued", true);
        }
        putChoices(facts, "colors", listing.colors(), language);
        putChoices(facts, "sizes", listing.sizes(), language);
        put(facts, "url", product.url());
        return facts;
    }

    private static void putPrice(Map<String, Object> facts, Listing listing) {
        Money lowest = listing.lowestPrice();
        Money highest = listing.highestPrice();
        facts.put("price", MoneyFact.of(lowest));
        if (lowest.equals(highest)) {
            facts.put("priceText", lowest.text());
            Variant cheapest = Listing.cheapest(listing.variants());
            if (isReduced(cheapest)) {
                facts.put("listPrice", MoneyFact.of(Objects.requireNonNull(cheapest.listPrice())));
            }
        } else {
            facts.put("priceTo", MoneyFact.of(highest));
            facts.put("priceText", lowest.text() + "–" + highest.text());
        }
    }

    /** Names for a list and for the same list as a reader would write it, e.g. {@code colors} and {@code colorsText}. */
    static void putChoices(Map<String, Object> facts, String name, List<String> values, Language language) {
        if (!values.isEmpty()) {
            facts.put(name, values);
            facts.put(name + "Text", joined(values, language));
        }
    }

    /**
     * A variant: {@code sku, price, inStock} always; {@code color, size, choice} (both in words), {@code listPrice} where
     * there are any; {@code low} and {@code left} (how many) when the stock is low.
     */
    static Map<String, Object> variant(Variant variant) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sku", variant.sku());
        put(facts, "color", variant.color());
        put(facts, "size", variant.size());
        put(facts, "choice", choice(variant));
        facts.put("price", MoneyFact.of(variant.price()));
        if (isReduced(variant)) {
            facts.put("listPrice", MoneyFact.of(Objects.requireNonNull(variant.listPrice())));
        }
        facts.put("inStock", variant.inStock());
        putLow(facts, variant.onHand());
        return facts;
    }

    /** {@code low} and {@code left}, when there are some but few. */
    static void putLow(Map<String, Object> facts, int onHand) {
        if (onHand > 0 && onHand <= Variant.LOW_STOCK) {
            facts.put("low", true);
            facts.put("left", onHand);
        }
    }

    /** Colour and size in words, else what else tells the variant apart; null when nothing does. */
    static @Nullable String choice(Variant variant) {
        List<String> words = new ArrayList<>();
        if (variant.color() != null) {
            words.add(variant.color());
        }
        if (variant.size() != null) {
            words.add(variant.size());
        }
        if (words.isEmpty()) {
            variant.attributes().values().stream()
                    .filter(value -> value instanceof String || value instanceof Number)
                    .forEach(value -> words.add(String.valueOf(value)));
        }
        return words.isEmpty() ? null : String.join(" ", words);
    }

    /** A product card for one of its variants. */
    static Map<String, Object> card(Listing listing, Variant variant, @Nullable String reason) {
        Product product = listing.product();
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("kind", "product");
        card.put("productId", product.productId());
        card.put("sku", variant.sku());
        card.put("title", product.title());
        card.put("price", MoneyFact.onCard(variant.price()));
        if (isReduced(variant)) {
            card.put("listPrice", MoneyFact.onCard(Objects.requireNonNull(variant.listPrice())));
        }
        put(card, "imageUrl", product.imageUrl());
        put(card, "url", product.url());
        card.put("inStock", listing.onSale() && variant.inStock());
        put(card, "reason", reason);
        return card;
    }

    private static boolean isReduced(Variant variant) {
        return variant.listPrice() != null && variant.listPrice().compareTo(variant.price()) > 0;
    }

    static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    static String joined(List<String> values, Language language) {
        return String.join(language == Language.ZH ? "、" : ", ", values);
    }
}
