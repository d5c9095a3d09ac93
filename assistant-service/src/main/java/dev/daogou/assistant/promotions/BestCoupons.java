package dev.daogou.assistant.promotions;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Product;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The best coupons for a basket, or the coupons that run now. Whether a shopper is new, returning, dormant or a member is
 * not known here, so the offer is made of coupons for everyone only; what a coupon for some would add is told apart, with
 * whom it is for.
 */
@Component
class BestCoupons implements ShopTool<BestCoupons.Arguments> {

    private static final Pattern ITEM = Pattern.compile("(.+?)\\s*(?:[*×]\\s*(\\d{1,6}))?");
    private static final int MOST_ITEMS = 50;
    private static final int MOST_OF_ONE = 999;
    private static final int MOST_CARDS = 8;
    private static final int MOST_LISTED = 30;

    /** @param items products or SKUs of the basket, each {@code ID} or {@code ID*QUANTITY}; none lists what runs now */
    record Arguments(@Nullable List<String> items) {}

    private final Coupons coupons;
    private final BestOffer bestOffer;
    private final Products products;
    private final Clock clock;

    BestCoupons(Coupons coupons, BestOffer bestOffer, Products products, Clock clock) {
        this.coupons = coupons;
        this.bestOffer = bestOffer;
        this.products = products;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "best_coupons";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        List<String> items = Objects.requireNonNullElse(arguments.items(), List.<String>of()).stream()
                .filter(item -> item != null && !item.isBlank())
                .toList();
        return items.isEmpty() ? runningCoupons(context) : forBasket(items, context);
    }

    /** A line of the basket and where its price comes from. */
    private record Item(Listing listing, Variant variant, int quantity, boolean variantAsked) {
        BasketLine line() {
            return new BasketLine(
                    variant.sku(),
                    variant.productId(),
                    listing.product().category(),
                    variant.price().amountMinor(),
                    quantity);
        }

        boolean buyable() {
            return listing.onSale() && variant.inStock();
        }
    }

    private ToolResult forBasket(List<String> named, ToolContext context) {
        Shop shop = context.shopper().shop();
        if (named.size() > MOST_ITEMS) {
            throw new ToolMistake("At most " + MOST_ITEMS + " items at once.");
        }
        Instant now = clock.instant();
        List<Item> items = named.stream().map(item -> item(shop, item)).toList();
        List<BasketLine> lines = items.stream().map(Item::line).toList();
        Proposal proposal = bestOffer.propose(shop, lines, EnumSet.of(Audience.ALL), now);
        CouponWords words = words(shop, context.language(), mentioned(proposal));
        Offer best = proposal.best();

        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("basket", true);
        facts.put("items", items.stream().map(BestCoupons::facts).toList());
        facts.put("itemsText", itemsText(items, context.language()));
        facts.put("subtotal", money(shop, best.subtotalMinor()));
        facts.put("total", money(shop, best.totalMinor()));
        facts.put("discount", money(shop, best.discountMinor()));
        facts.put("hasDiscount", best.discountMinor() > 0);
        facts.put("applied", applied(best, shop, words));
        proposal.runnerUp()
                .ifPresent(offer -> facts.put(
                        "runnerUp",
                        Map.of(
                                "total", money(shop, offer.totalMinor()),
                                "discount", money(shop, offer.discountMinor()),
                                "applied", savings(offer, shop))));
        proposal.nextStep().ifPresent(step -> facts.put("nextStep", facts(step, shop, words)));
        if (!proposal.extras().isEmpty()) {
            facts.put(
                    "extras",
                    proposal.extras().stream()
                            .map(coupon -> facts(coupon, shop, words))
                            .toList());
        }
        List<Map<String, Object>> conditional = forSomeOnly(shop, lines, now, best, words);
        if (!conditional.isEmpty()) {
            facts.put("ifEligible", conditional);
        }
        List<Map<String, Object>> cards = best.applied().stream()
                .map(applied -> card(applied.coupon(), applied.savesMinor(), shop, words))
                .collect(Collectors.toCollection(ArrayList::new));
        proposal.extras().forEach(coupon -> cards.add(card(coupon, null, shop, words)));
        return new ToolResult(facts, cards.subList(0, Math.min(MOST_CARDS, cards.size())));
    }

    private Item item(Shop shop, String named) {
        // Tried whole first: an id may hold the sign that stands before a quantity.
        Optional<Item> whole = find(shop, named.strip(), 1);
        if (whole.isPresent()) {
            return whole.get();
        }
        Matcher matcher = ITEM.matcher(named.strip());
        if (!matcher.matches()) {
            throw unknown(named);
        }
        String id = matcher.group(1);
        int quantity = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        if (quantity < 1 || quantity > MOST_OF_ONE) {
            throw new ToolMistake("The quantity of '" + id + "' is from 1 to " + MOST_OF_ONE + ".");
        }
        return find(shop, id, quantity).orElseThrow(() -> unknown(id));
    }

    private static ToolMistake unknown(String id) {
        return new ToolMistake("There is no product or SKU '" + id
                + "' in this shop. Find it with find_products first and pass the productId or sku it gives.");
    }

    /** By SKU, else by product: then its cheapest variant, of those in stock when some are. */
    private Optional<Item> find(Shop shop, String id, int quantity) {
        Optional<Variant> asked = products.variant(shop.id(), id);
        if (asked.isPresent()) {
            return products.find(shop.id(), asked.get().productId())
                    .map(listing -> new Item(listing, asked.get(), quantity, true));
        }
        return products.find(shop.id(), id)
                .map(listing -> new Item(listing, cheapest(listing.variants()), quantity, false));
    }

    private static Variant cheapest(List<Variant> variants) {
        List<Variant> inStock = variants.stream().filter(Variant::inStock).toList();
        return (inStock.isEmpty() ? variants : inStock)
                .stream().min(Comparator.comparing(Variant::price)).orElseThrow();
    }

    /** What coupons for some shoppers would make of the basket, where that is better than the offer for everyone. */
    private List<Map<String, Object>> forSomeOnly(
            Shop shop, List<BasketLine> lines, Instant now, Offer sure, CouponWords words) {
        List<Map<String, Object>> better = new ArrayList<>();
        for (Audience audience : EnumSet.complementOf(EnumSet.of(Audience.ALL))) {
            Offer offer = bestOffer
                    .propose(shop, lines, EnumSet.of(Audience.ALL, audience), now)
                    .best();
            if (offer.totalMinor() < sure.totalMinor()) {
                better.add(Map.of(
                        "audience", audience.wireName(),
                        "audienceText", words.audience(audience),
                        "total", money(shop, offer.totalMinor()),
                        "discount", money(shop, offer.discountMinor()),
                        "savesMore", money(shop, sure.totalMinor() - offer.totalMinor()),
                        "applied", savings(offer, shop)));
            }
        }
        return better;
    }

    private ToolResult runningCoupons(ToolContext context) {
        Shop shop = context.shopper().shop();
        List<Coupon> running = coupons.runningAt(shop.id(), clock.instant()).stream()
                // Those for everyone first, then those that end first.
                .sorted(Comparator.comparing((Coupon coupon) -> coupon.audience() != Audience.ALL)
                        .thenComparing(coupon -> Objects.requireNonNullElse(coupon.endsAt(), Instant.MAX))
                        .thenComparing(Coupon.APPLICATION_ORDER))
                .limit(MOST_LISTED)
                .toList();
        CouponWords words = words(shop, context.language(), running);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("basket", false);
        facts.put("any", !running.isEmpty());
        facts.put(
                "coupons",
                running.stream().map(coupon -> facts(coupon, shop, words)).toList());
        return new ToolResult(
                facts,
                running.stream()
                        .limit(MOST_CARDS)
                        .map(coupon -> card(coupon, null, shop, words))
                        .toList());
    }

    private static List<Coupon> mentioned(Proposal proposal) {
        List<Coupon> mentioned = new ArrayList<>(proposal.extras());
        proposal.best().applied().forEach(applied -> mentioned.add(applied.coupon()));
        proposal.runnerUp().ifPresent(offer -> offer.applied().forEach(applied -> mentioned.add(applied.coupon())));
        proposal.nextStep().ifPresent(step -> mentioned.add(step.coupon()));
        return mentioned;
    }

    private CouponWords words(Shop shop, Language language, List<Coupon> mentioned) {
        Set<String> ids = mentioned.stream()
                .map(Coupon::scope)
                .filter(CouponScope.OneProduct.class::isInstance)
                .map(scope -> ((CouponScope.OneProduct) scope).productId())
                .collect(Collectors.toSet());
        return new CouponWords(
                shop,
                language,
                products.find(shop.id(), ids).stream()
                        .map(Listing::product)
                        .collect(Collectors.toMap(Product::productId, Product::title)));
    }

    private static Map<String, Object> money(Shop shop, long minor) {
        return MoneyFact.of(new Money(minor, shop.currency()));
    }

    private static Map<String, Object> facts(Item item) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("productId", item.variant().productId());
        facts.put("sku", item.variant().sku());
        facts.put("title", item.listing().product().title());
        put(facts, "color", item.variant().color());
        put(facts, "size", item.variant().size());
        facts.put("quantity", item.quantity());
        facts.put("price", MoneyFact.of(item.variant().price()));
        // Said, so that nobody takes the price of one variant for the price of all.
        facts.put(
                "cheapestVariant",
                !item.variantAsked() && item.listing().variants().size() > 1);
        facts.put("inStock", item.buyable());
        return facts;
    }

    private static String itemsText(List<Item> items, Language language) {
        return items.stream()
                .map(item -> item.listing().product().title() + (item.quantity() > 1 ? " ×" + item.quantity() : ""))
                .collect(Collectors.joining(language == Language.ZH ? "、" : ", "));
    }

    /** Only what is needed to name them: models read every word of the facts. */
    private static List<Map<String, Object>> savings(Offer offer, Shop shop) {
        return offer.applied().stream()
                .map(applied -> Map.<String, Object>of(
                        "code", applied.coupon().code(),
                        "title", applied.coupon().title(),
                        "saves", money(shop, applied.savesMinor())))
                .toList();
    }

    private static List<Map<String, Object>> applied(Offer offer, Shop shop, CouponWords words) {
        return offer.applied().stream()
                .map(applied -> {
                    Map<String, Object> facts = facts(applied.coupon(), shop, words);
                    facts.put("saves", money(shop, applied.savesMinor()));
                    return facts;
                })
                .toList();
    }

    private static Map<String, Object> facts(Proposal.NextStep step, Shop shop, CouponWords words) {
        Map<String, Object> facts = facts(step.coupon(), shop, words);
        facts.put("spendMore", money(shop, step.spendMoreMinor()));
        facts.put("saves", money(shop, step.savesMinor()));
        facts.put("discount", money(shop, step.discountMinor()));
        return facts;
    }

    private static Map<String, Object> facts(Coupon coupon, Shop shop, CouponWords words) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code", coupon.code());
        facts.put("title", coupon.title());
        facts.put("kind", coupon.kind().wireName());
        put(facts, "conditions", words.conditions(coupon));
        if (coupon.audience() != Audience.ALL) {
            facts.put("audience", coupon.audience().wireName());
        }
        if (coupon.minSpendMinor() > 0) {
            facts.put("minSpend", money(shop, coupon.minSpendMinor()));
        }
        if (coupon.endsAt() != null) {
            facts.put("endsAt", coupon.endsAt().toString());
        }
        put(facts, "endsAtText", words.endsAt(coupon));
        return facts;
    }

    private static Map<String, Object> card(Coupon coupon, @Nullable Long savesMinor, Shop shop, CouponWords words) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("kind", "coupon");
        card.put("code", coupon.code());
        card.put("title", coupon.title());
        if (savesMinor != null) {
            card.put("saves", MoneyFact.onCard(new Money(savesMinor, shop.currency())));
        }
        put(card, "conditions", words.conditions(coupon));
        if (coupon.minSpendMinor() > 0) {
            card.put("minSpend", MoneyFact.onCard(new Money(coupon.minSpendMinor(), shop.currency())));
        }
        if (coupon.endsAt() != null) {
            card.put("endsAt", coupon.endsAt().toString());
        }
        put(card, "endsAtText", words.endsAt(coupon));
        return card;
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
