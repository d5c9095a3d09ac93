package dev.daogou.assistant.orders;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.answering.tools.MoneyFact;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a verified shopper's own orders stand. Who is asking comes from the session; another shopper's order is as unknown as
 * one that does not exist.
 */
@Component
class OrderStatus implements ShopTool<OrderStatus.Arguments> {

    /** @param orderId the order's number, or its last four or more characters; absent for the latest orders */
    record Arguments(@Nullable String orderId) {}

    private static final int LATEST = 3;
    private static final DateTimeFormatter CHINESE_TIME = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);
    private static final DateTimeFormatter CHINESE_TIME_OF_YEAR =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA);
    private static final DateTimeFormatter ENGLISH_TIME = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.UK);
    private static final DateTimeFormatter ENGLISH_TIME_OF_YEAR =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

    private final Orders orders;
    private final Products products;
    private final Clock clock;

    OrderStatus(Orders orders, Products products, Clock clock) {
        this.orders = orders;
        this.products = products;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "order_status";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Shop shop = context.shopper().shop();
        String shopperKey = context.shopper().shopperKey();
        String orderId = arguments.orderId() == null ? "" : arguments.orderId().strip();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("verified", shopperKey != null);
        if (!orderId.isEmpty()) {
            facts.put("askedOrderId", orderId);
        }
        List<Order> found = List.of();
        int all = 0;
        if (shopperKey != null) {
            if (orderId.isEmpty()) {
                List<Order> own = orders.of(shop.id(), shopperKey);
                all = own.size();
                found = own.subList(0, Math.min(LATEST, own.size()));
            } else {
                Optional<Order> own = orders.find(shop.id(), shopperKey, orderId);
                found = own.map(List::of).orElse(List.of());
                all = found.size();
            }
        }
        Map<String, Listing> listings = listings(shop, found);
        List<Map<String, Object>> told = new ArrayList<>();
        List<Map<String, Object>> cards = new ArrayList<>();
        for (Order order : found) {
            told.add(facts(order, shop, listings, context.language()));
            cards.add(card(order, shop, listings, context.language()));
        }
        facts.put("found", !found.isEmpty());
        facts.put("count", found.size());
        facts.put("one", found.size() == 1);
        facts.put("several", found.size() > 1);
        facts.put("older", all - found.size());
        facts.put("orders", told);
        return new ToolResult(facts, cards);
    }

    /** What the catalogue says of the ordered things today, by SKU and by product id. */
    private Map<String, Listing> listings(Shop shop, List<Order> found) {
        List<Order.Line> lines =
                found.stream().flatMap(order -> order.lines().stream()).toList();
        Map<String, String> productOfSku =
                products
                        .variants(
                                shop.id(),
                                lines.stream()
                                        .map(Order.Line::sku)
                                        .filter(Objects::nonNull)
                                        .toList())
                        .stream()
                        .collect(toMap(Variant::sku, Variant::productId));
        List<String> ids = new ArrayList<>(productOfSku.values());
        lines.stream().map(Order.Line::productId).filter(Objects::nonNull).forEach(ids::add);
        Map<String, Listing> byProduct = products.find(shop.id(), ids).stream()
                .collect(toMap(listing -> listing.product().productId(), Function.identity()));
        Map<String, Listing> listings = new LinkedHashMap<>();
        byProduct.forEach((id, listing) -> listings.put("product " + id, listing));
        productOfSku.forEach((sku, id) -> {
            Listing listing = byProduct.get(id);
            if (listing != null) {
                listings.put("sku " + sku, listing);
            }
        });
        return listings;
    }

    private static @Nullable Listing listing(Order.Line line, Map<String, Listing> listings) {
        Listing bySku = listings.get("sku " + line.sku());
        return bySku != null ? bySku : listings.get("product " + line.productId());
    }

    private static String title(Order.Line line, @Nullable Listing listing) {
        if (line.title() != null) {
            return line.title();
        }
        if (listing != null) {
            return listing.product().title();
        }
        return Objects.requireNonNullElse(line.sku(), String.valueOf(line.productId()));
    }

    private static @Nullable String choice(Order.Line line, @Nullable Listing listing) {
        if (listing == null || line.sku() == null) {
            return null;
        }
        return listing.variants().stream()
                .filter(variant -> variant.sku().equals(line.sku()))
                .findFirst()
                .map(variant -> String.join(
                        " ",
                        Stream.of(variant.color(), variant.size())
                                .filter(Objects::nonNull)
                                .toList()))
                .filter(choice -> !choice.isEmpty())
                .orElse(null);
    }

    private Map<String, Object> facts(Order order, Shop shop, Map<String, Listing> listings, Language language) {
        Map<String, Object> facts = new LinkedHashMap<>();
        OrderStage stage = order.stage();
        facts.put("orderId", order.orderId());
        facts.put("status", order.status());
        facts.put("stage", stage.wireName());
        facts.put("statusText", OrderStage.inWords(order.status(), language));
        putTime(facts, "placedAt", order.placedAt(), shop, language);
        List<Map<String, Object>> lines = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            Listing listing = listing(line, listings);
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("title", title(line, listing));
            fact.put("quantity", line.quantity());
            put(fact, "choice", choice(line, listing));
            put(
                    fact,
                    "productId",
                    listing == null ? line.productId() : listing.product().productId());
            if (line.unitPrice() != null) {
                fact.put("unitPrice", MoneyFact.of(line.unitPrice()));
            }
            lines.add(fact);
            words.add(title(line, listing) + " ×" + line.quantity());
        }
        facts.put("items", lines);
        facts.put("itemsText", String.join(language == Language.ZH ? "、" : ", ", words));
        order.total().ifPresent(total -> facts.put("total", MoneyFact.of(total)));
        put(
                facts,
                "paymentMethod",
                order.payment() == null ? null : order.payment().method());
        putShipment(facts, order, shop, language);
        Order.Address address = order.address();
        if (address != null) {
            put(facts, "recipient", Masked.name(address.name()));
            put(facts, "phone", Masked.phone(address.phone()));
            put(facts, "region", address.region());
        }
        return facts;
    }

    private void putShipment(Map<String, Object> facts, Order order, Shop shop, Language language) {
        Order.Shipment shipment = order.shipment();
        OrderStage stage = order.stage();
        boolean delivered = stage == OrderStage.DELIVERED || (shipment != null && shipment.deliveredAt() != null);
        facts.put("parcel", shipment != null);
        facts.put("delivered", delivered);
        facts.put("cancelled", stage == OrderStage.CANCELLED);
        facts.put(
                "notShippedYet",
                stage == OrderStage.UNPAID
                        || ((stage == OrderStage.PAID || stage == OrderStage.PROCESSING) && !delivered));
        if (shipment == null) {
            return;
        }
        put(facts, "carrier", shipment.carrier());
        put(facts, "trackingNumber", shipment.trackingNumber());
        putTime(facts, "deliveredAt", shipment.deliveredAt(), shop, language);
        Instant estimated = shipment.estimatedDelivery();
        if (!delivered && !stage.finished() && estimated != null) {
            putTime(facts, "estimated", estimated, shop, language);
            facts.put("overdue", estimated.isBefore(clock.instant()));
        }
        shipment.lastEvent().ifPresent(event -> facts.put("lastEvent", event(event, shop, language)));
    }

    private Map<String, Object> event(Order.Event event, Shop shop, Language language) {
        Map<String, Object> fact = new LinkedHashMap<>();
        putTime(fact, "at", event.at(), shop, language);
        if (event.status() != null) {
            fact.put("status", event.status());
            fact.put("statusText", OrderStage.inWords(event.status(), language));
        }
        put(fact, "place", event.place());
        put(fact, "text", Masked.text(event.text()));
        return fact;
    }

    private Map<String, Object> card(Order order, Shop shop, Map<String, Listing> listings, Language language) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("kind", "order");
        card.put("orderId", order.orderId());
        card.put("status", order.status());
        card.put("stage", order.stage().wireName());
        card.put("statusText", OrderStage.inWords(order.status(), language));
        put(card, "placedAt", order.placedAt() == null ? null : order.placedAt().toString());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            Listing listing = listing(line, listings);
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("title", title(line, listing));
            each.put("quantity", line.quantity());
            put(each, "choice", choice(line, listing));
            if (listing != null) {
                put(each, "imageUrl", listing.product().imageUrl());
                put(each, "url", listing.product().url());
            }
            if (line.unitPrice() != null) {
                each.put("unitPrice", MoneyFact.onCard(line.unitPrice()));
            }
            lines.add(each);
        }
        card.put("lines", lines);
        order.total().ifPresent(total -> card.put("total", MoneyFact.onCard(total)));
        Order.Shipment shipment = order.shipment();
        if (shipment != null) {
            put(card, "carrier", shipment.carrier());
            put(card, "trackingNumber", shipment.trackingNumber());
            putInstant(card, "estimatedDelivery", shipment.estimatedDelivery());
            putInstant(card, "deliveredAt", shipment.deliveredAt());
            shipment.lastEvent().ifPresent(event -> card.put("lastEvent", event(event, shop, language)));
        }
        return card;
    }

    private static void putInstant(Map<String, Object> map, String name, @Nullable Instant instant) {
        put(map, name, instant == null ? null : instant.toString());
    }

    /** {@code <name>} in UTC and {@code <name>Text} by the shop's clock, with the year when it is not this one. */
    private void putTime(
            Map<String, Object> facts, String name, @Nullable Instant instant, Shop shop, Language language) {
        if (instant == null) {
            return;
        }
        facts.put(name, instant.toString());
        ZonedDateTime local = instant.atZone(shop.timeZone());
        boolean thisYear =
                local.getYear() == clock.instant().atZone(shop.timeZone()).getYear();
        DateTimeFormatter format = language == Language.ZH
                ? (thisYear ? CHINESE_TIME : CHINESE_TIME_OF_YEAR)
                : (thisYear ? ENGLISH_TIME : ENGLISH_TIME_OF_YEAR);
        facts.put(name + "Text", format.format(local));
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
