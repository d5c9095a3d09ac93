package dev.daogou.assistant.orders;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.knowledge.Language;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one row as an order, liberally: several names for the same thing, payment and address as text or object, times with a
 * zone or by the shop's clock. Notes every mistake with the field it is in, in the shop's language.
 */
final class OrderReading {

    private static final Pattern FIGURE = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Set<String> REGION = Set.of(
            "country",
            "province",
            "state",
            "region",
            "city",
            "district",
            "county",
            "国家",
            "省份",
            "省",
            "城市",
            "市",
            "区县",
            "区",
            "地区");
    private static final Set<String> NAME = Set.of("name", "recipient", "收件人", "收件人姓名", "姓名");
    private static final Set<String> PHONE = Set.of("phone", "mobile", "tel", "电话", "电话号码", "手机", "手机号");

    private final Shop shop;
    private final ImportRow row;
    private final JsonMapper json;
    private final List<RejectedRow> mistakes = new ArrayList<>();

    OrderReading(Shop shop, ImportRow row, JsonMapper json) {
        this.shop = shop;
        this.row = row;
        this.json = json;
    }

    List<RejectedRow> mistakes() {
        return List.copyOf(mistakes);
    }

    void refuse(String field, String chinese, String english) {
        mistakes.add(new RejectedRow(row.line(), field, shop.language() == Language.ZH ? chinese : english));
    }

    /** The order; null when the row is wrong, see {@link #mistakes}. */
    @Nullable
    Order read() {
        String orderId = required("orderId", 100);
        String shopperKey = required("shopperKey", 200);
        String status = required("status", 40);
        Instant placedAt = time("placedAt", row.fields().get("placedAt"));
        List<Order.Line> lines = lines(unfolded("lines"));
        Order.Payment payment = payment(unfolded("payment"));
        Order.Shipment shipment = shipment(unfolded("shipment"));
        Order.Address address = address(unfolded("address"));
        return mistakes.isEmpty()
                ? new Order(orderId, shopperKey, status, placedAt, lines, payment, shipment, address)
                : null;
    }

    private String required(String field, int longest) {
        String text = text(field, row.fields().get(field), longest);
        if (text == null
                && mistakes.stream().noneMatch(mistake -> mistake.field().equals(field))) {
            refuse(field, "缺少" + field, field + " is missing");
        }
        return text == null ? "" : text;
    }

    /** A field that may come as JSON text, from a table, or as it is. */
    private @Nullable Object unfolded(String field) {
        Object value = row.fields().get(field);
        if (value instanceof String text
                && (text.strip().startsWith("[") || text.strip().startsWith("{"))) {
            try {
                return json.readValue(text, Object.class);
            } catch (JacksonException malformed) {
                refuse(field, "JSON格式有误", "This JSON is malformed");
                return null;
            }
        }
        return value instanceof String text && text.isBlank() ? null : value;
    }

    private List<Order.Line> lines(@Nullable Object value) {
        if (value == null
                && mistakes.stream().anyMatch(mistake -> mistake.field().equals("lines"))) {
            return List.of();
        }
        if (!(value instanceof List<?> given) || given.isEmpty()) {
            refuse("lines", "应是商品列表,至少一件", "This is a list of what was ordered, at least one line");
            return List.of();
        }
        List<Order.Line> lines = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "lines[" + i + "]";
            if (!(given.get(i) instanceof Map<?, ?> line)) {
                refuse(field, "应是一个对象", "This is an object");
                continue;
            }
            String sku = text(field + ".sku", line.get("sku"), 100);
            String productId = text(field + ".productId", line.get("productId"), 100);
            if (sku == null && productId == null) {
                refuse(field + ".sku", "缺少sku或productId", "sku or productId is missing");
            }
            lines.add(new Order.Line(
                    sku,
                    productId,
                    text(field + ".title", either(line, "title", "name"), 300),
                    quantity(field + ".quantity", either(line, "quantity", "qty")),
                    money(field + ".unitPrice", either(line, "unitPrice", "price"))));
        }
        return lines;
    }

    private int quantity(String field, @Nullable Object value) {
        if (value == null) {
            return 1;
        }
        BigDecimal number = figure(field, value);
        if (number == null) {
            return 1;
        }
        if (number.stripTrailingZeros().scale() > 0
                || number.signum() == 0
                || number.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            refuse(field, "应是1到1000000的整数", "This is a whole number from 1 to 1000000");
            return 1;
        }
        return number.intValueExact();
    }

    private Order.@Nullable Payment payment(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> payment ->
                new Order.Payment(
                        text("payment.method", payment.get("method"), 100),
                        money("payment.amount", payment.get("amount")));
            default -> new Order.Payment(text("payment", value, 100), null);
        };
    }

    private Order.@Nullable Shipment shipment(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> shipment)) {
            refuse("shipment", "应是一个对象,没有包裹时留空", "This is an object; leave it out while there is no parcel");
            return null;
        }
        return new Order.Shipment(
                text("shipment.carrier", shipment.get("carrier"), 100),
                text("shipment.trackingNumber", shipment.get("trackingNumber"), 100),
                time("shipment.estimatedDelivery", shipment.get("estimatedDelivery")),
                time("shipment.deliveredAt", shipment.get("deliveredAt")),
                events(shipment.get("events")));
    }

    private List<Order.Event> events(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> given)) {
            refuse("shipment.events", "应是一个列表", "This is a list");
            return List.of();
        }
        List<Order.Event> events = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "shipment.events[" + i + "]";
            if (!(given.get(i) instanceof Map<?, ?> event)) {
                refuse(field, "应是一个对象", "This is an object");
                continue;
            }
            events.add(new Order.Event(
                    time(field + ".at", event.get("at")),
                    text(field + ".status", event.get("status"), 40),
                    text(field + ".place", event.get("place"), 200),
                    text(field + ".text", event.get("text"), 1000)));
        }
        if (events.stream().allMatch(event -> event.at() != null)) {
            events.sort(Comparator.comparing(event -> Objects.requireNonNull(event.at())));
        }
        return events;
    }

    private Order.@Nullable Address address(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> parts)) {
            // Nobody can tell which part of a text is the street: it is all kept as one.
            return new Order.Address(null, null, null, text("address", value, 500));
        }
        List<String> names = new ArrayList<>();
        List<String> phones = new ArrayList<>();
        List<String> region = new ArrayList<>();
        List<String> street = new ArrayList<>();
        parts.forEach((key, part) -> {
            String name = String.valueOf(key);
            String text = text("address." + name, part, 500);
            if (text != null) {
                (NAME.contains(name) ? names : PHONE.contains(name) ? phones : REGION.contains(name) ? region : street)
                        .add(text);
            }
        });
        return new Order.Address(joined(names), joined(phones), joined(region), joined(street));
    }

    private static @Nullable String joined(List<String> parts) {
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static @Nullable Object either(Map<?, ?> map, String name, String otherName) {
        Object value = map.get(name);
        return value == null ? map.get(otherName) : value;
    }

    private @Nullable String text(String field, @Nullable Object value, int longest) {
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            refuse(field, "这里应填文字", "This is a text, not a list or an object");
            return null;
        }
        String text = String.valueOf(value).strip();
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            refuse(field, "最多" + longest + "个可见字符", "At most " + longest + " visible characters");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    private @Nullable Money money(String field, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        BigDecimal amount = figure(field, value);
        if (amount == null) {
            return null;
        }
        int decimals = Math.max(0, shop.currency().getDefaultFractionDigits());
        if (amount.stripTrailingZeros().scale() > decimals) {
            refuse(
                    field,
                    shop.currency().getCurrencyCode() + "最多" + decimals + "位小数",
                    shop.currency().getCurrencyCode() + " has at most " + decimals + " decimals");
            return null;
        }
        return Money.ofMajor(amount, shop.currency());
    }

    /** A number that is not negative, of at most 15 digits before the point. */
    private @Nullable BigDecimal figure(String field, Object value) {
        String text = value.toString().strip();
        BigDecimal figure = null;
        if (FIGURE.matcher(text).matches()) {
            figure = new BigDecimal(text);
        } else if (value instanceof Double number && number >= 0 && number < 1e15) {
            figure = BigDecimal.valueOf(number);
        }
        if (figure == null) {
            refuse(field, "应是不小于0的数字", "This is a number, not below 0");
        }
        return figure;
    }

    private @Nullable Instant time(String field, @Nullable Object value) {
        String text = text(field, value, 60);
        if (text == null) {
            return null;
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        try {
            return precise(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException withoutZone) {
            return byTheShopsClock(field, iso);
        }
    }

    private @Nullable Instant byTheShopsClock(String field, String iso) {
        try {
            LocalDateTime local = iso.length() == 10 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
            return precise(local.atZone(shop.timeZone()).toInstant());
        } catch (DateTimeException noTime) {
            refuse(
                    field,
                    "应写成2026-10-06T18:42:10Z或2026-10-06 18:42:10",
                    "Write the time as 2026-10-06T18:42:10Z or 2026-10-06 18:42:10");
            return null;
        }
    }

    /** PostgreSQL keeps microseconds. */
    private static Instant precise(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
