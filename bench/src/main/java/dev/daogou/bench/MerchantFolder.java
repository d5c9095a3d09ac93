package dev.daogou.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A folder of a real merchant's data in the shape of the public set XiaoduoAILab/ECom-Bench: {@code products.json},
 * {@code discount.json}, {@code orders.json}, {@code logistics.json}. Turns it into what the import calls take, the way a
 * merchant's integrator would: nothing is summed up, nothing is added but a category read off the title and a stock
 * figure, which the set does not hold.
 */
final class MerchantFolder {
    private static final ZoneId SHOP_TIME = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int ON_HAND = 36;

    private static final Map<String, String> CATEGORIES = categories();

    private final JsonNode products;
    private final JsonNode discounts;
    private final JsonNode orders;
    private final JsonNode parcels;

    MerchantFolder(Path folder) {
        this.products = shopIn(read(folder.resolve("products.json")));
        this.discounts = read(folder.resolve("discount.json"));
        this.orders = shopIn(read(folder.resolve("orders.json")));
        this.parcels = shopIn(read(folder.resolve("logistics.json")));
    }

    /** Where a product's long texts go. */
    enum LongTexts {
        /** Into one Markdown document for each product. */
        DOCUMENTS,
        /** Into the product row's attributes. */
        ATTRIBUTES
    }

    /** A document to upload; {@code productId} is null when it is about the whole shop. */
    record Document(
            String fileName,
            String title,
            String kind,
            @Nullable String productId,
            String markdown) {}

    /** Product id to title. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        products.properties()
                .forEach(product -> titles.put(
                        product.getKey(), product.getValue().path("商品名称").asString()));
        return titles;
    }

    /** The products as newline-delimited rows. */
    String productRows(LongTexts longTexts) {
        StringJoiner rows = new StringJoiner("\n");
        for (Map.Entry<String, JsonNode> entry : products.properties()) {
            JsonNode product = entry.getValue();
            String title = product.path("商品名称").asString();
            boolean onSale = product.path("商品状态").asString("").equals("已上架");
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("productId", entry.getKey());
            row.put("sku", entry.getKey());
            row.put("title", title);
            row.put("description", lines(product.path("商品描述").asString("")));
            row.put("category", category(title));
            if (title.contains("美的")) {
                row.put("brand", "美的");
            }
            row.put("price", new BigDecimal(product.path("商品价格").asString()));
            row.put("currency", "CNY");
            row.put("onHand", onSale ? ON_HAND : 0);
            row.put("status", onSale ? "active" : "inactive");
            if (longTexts == LongTexts.ATTRIBUTES) {
                row.put("attributes", attributes(product));
            }
            rows.add(PublicFace.JSON.writeValueAsString(row));
        }
        return rows.toString();
    }

    /** One document for each product, with everything its row does not hold. */
    List<Document> productDocuments() {
        List<Document> documents = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : products.properties()) {
            String title = entry.getValue().path("商品名称").asString();
            documents.add(new Document(
                    entry.getKey() + ".md", title, "spec", entry.getKey(), productMarkdown(title, entry.getValue())));
        }
        return documents;
    }

    /** The discount policies. */
    List<Document> discountDocuments(String kind) {
        List<Document> documents = new ArrayList<>();
        for (JsonNode channel : discounts) {
            for (JsonNode policy : channel) {
                String title = policy.path("政策名称").asString();
                StringBuilder text = new StringBuilder(
                        "# " + title + "\n\n有效期：" + policy.path("有效期").asString("") + "\n");
                for (JsonNode part : policy.path("详情")) {
                    text.append("\n## ").append(part.path("类型").asString()).append("\n\n");
                    part.properties().stream()
                            .filter(field -> !field.getKey().equals("类型"))
                            .forEach(field -> text.append(field.getKey().equals("描述") ? "" : field.getKey() + "：")
                                    .append(lines(field.getValue().asString()))
                                    .append("\n\n"));
                }
                text.append("来源：").append(policy.path("来源").asString("")).append('\n');
                documents.add(
                        new Document("discount-" + (documents.size() + 1) + ".md", title, kind, null, text.toString()));
            }
        }
        return documents;
    }

    /** Orders with their parcels as newline-delimited rows. */
    String orderRows() {
        StringJoiner rows = new StringJoiner("\n");
        for (Map.Entry<String, JsonNode> ofShopper : orders.properties()) {
            for (JsonNode order : ofShopper.getValue()) {
                rows.add(PublicFace.JSON.writeValueAsString(orderRow(ofShopper.getKey(), order)));
            }
        }
        return rows.toString();
    }

    private Map<String, Object> orderRow(String shopper, JsonNode order) {
        String id = order.path("订单ID").asString();
        JsonNode parcel = parcels.path(shopper).path(id);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (JsonNode line : order.path("订单商品列表")) {
            lines.add(Map.of(
                    "sku",
                    line.path("商品ID").asString(),
                    "quantity",
                    line.path("数量").asInt(1),
                    "unitPrice",
                    new BigDecimal(line.path("单价").asString())));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("orderId", id);
        row.put("shopperKey", shopper);
        row.put("status", orderStatus(order.path("订单状态").asString("")));
        row.put("placedAt", placedAt(parcel));
        row.put("lines", lines);
        row.put(
                "payment",
                Map.of(
                        "method",
                        order.path("支付方式").asString("other"),
                        "amount",
                        new BigDecimal(order.path("订单总金额").asString())));
        if (parcel.isObject()) {
            row.put("shipment", shipment(parcel));
        }
        JsonNode address = order.path("收货地址");
        row.put(
                "address",
                Map.of(
                        "name", address.path("收件人姓名").asString(""),
                        "phone", address.path("电话号码").asString(""),
                        "region",
                                address.path("省份").asString("")
                                        + address.path("城市").asString("")
                                        + address.path("区县").asString(""),
                        "street", address.path("详细地址").asString("")));
        return row;
    }

    private static Map<String, Object> shipment(JsonNode parcel) {
        Map<String, Object> shipment = new LinkedHashMap<>();
        shipment.put("carrier", parcel.path("物流公司").asString(""));
        shipment.put("trackingNumber", parcel.path("物流单号").asString(""));
        instant(parcel.path("预计送达时间").asString("")).ifPresent(at -> shipment.put("estimatedDelivery", at));
        instant(parcel.path("实际送达时间").asString("")).ifPresent(at -> shipment.put("deliveredAt", at));
        List<Map<String, Object>> events = new ArrayList<>();
        for (JsonNode step : parcel.path("物流轨迹")) {
            instant(step.path("时间").asString(""))
                    .ifPresent(at -> events.add(Map.of(
                            "at", at,
                            "status",
                                    parcelStatus(step.path("状态")
                                            .asString(step.path("status").asString(""))),
                            "place", step.path("位置").asString(""),
                            "text", step.path("描述").asString(""))));
        }
        shipment.put("events", events);
        return shipment;
    }

    private static String placedAt(JsonNode parcel) {
        for (JsonNode step : parcel.path("物流轨迹")) {
            Optional<String> at = instant(step.path("时间").asString(""));
            if (at.isPresent()) {
                return at.get();
            }
        }
        return "2025-04-01T00:00:00Z";
    }

    private static String orderStatus(String said) {
        return switch (said) {
            case "已付款", "处理中" -> "paid";
            case "已发货", "运输中" -> "shipped";
            case "已签收", "已送达" -> "delivered";
            case "已退货" -> "returned";
            case "已取消" -> "cancelled";
            default -> "placed";
        };
    }

    private static String parcelStatus(String said) {
        return switch (said) {
            case "已揽收", "已出库" -> "shipped";
            case "运输中" -> "inTransit";
            case "已到达" -> "arrived";
            case "派送中" -> "outForDelivery";
            case "已签收", "已送达" -> "delivered";
            default -> "created";
        };
    }

    private static Map<String, String> attributes(JsonNode product) {
        Map<String, String> attributes = new LinkedHashMap<>();
        putText(attributes, "安装说明", lines(product.path("安装说明").asString("")));
        putText(attributes, "维修说明", lines(product.path("维修说明").asString("")));
        putText(attributes, "常见故障", listed(product.path("常见故障"), " ", "；"));
        putText(attributes, "赠品", listed(product.path("赠品信息"), "：", "；"));
        putText(attributes, "辅材材料", listed(product.path("辅材材料"), "：", "；"));
        putText(attributes, "可换货商品", listed(product.path("可换货商品"), "：", "；"));
        return attributes;
    }

    private static void putText(Map<String, String> attributes, String name, String text) {
        if (!text.isBlank()) {
            attributes.put(name, text);
        }
    }

    private static String listed(JsonNode items, String between, String after) {
        StringJoiner list = new StringJoiner(after);
        for (JsonNode item : items) {
            StringJoiner one = new StringJoiner(between);
            item.forEach(value -> one.add(lines(value.asString(""))));
            list.add(one.toString());
        }
        return list.toString();
    }

    private static String productMarkdown(String title, JsonNode product) {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        section(text, "安装说明", lines(product.path("安装说明").asString("")));
        section(text, "维修说明", lines(product.path("维修说明").asString("")));
        section(text, "常见故障", table(product.path("常见故障"), "故障代码", "故障名称", "故障解决方案"));
        section(text, "赠品信息", bullets(product.path("赠品信息")));
        section(text, "辅材材料", bullets(product.path("辅材材料")));
        section(text, "可换货商品", table(product.path("可换货商品"), "商品ID", "商品描述", "商品状态"));
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, String content) {
        if (!content.isBlank()) {
            text.append("\n## ")
                    .append(heading)
                    .append("\n\n")
                    .append(content.strip())
                    .append('\n');
        }
    }

    private static String bullets(JsonNode items) {
        return items.isEmpty() ? "" : "- " + listed(items, "：", "\n- ");
    }

    private static String table(JsonNode items, String... columns) {
        if (items.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("| " + String.join(" | ", columns) + " |\n");
        table.append("|---".repeat(columns.length)).append("|\n");
        for (JsonNode item : items) {
            StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
            for (String column : columns) {
                row.add(lines(item.path(column).asString("")).replace('\n', ' ').replace("|", "\\|"));
            }
            table.append(row);
        }
        return table.toString();
    }

    /** Some texts of the set hold line breaks as two characters. */
    private static String lines(String text) {
        return text.replace("\\n", "\n").strip();
    }

    private static Optional<String> instant(String written) {
        try {
            return Optional.of(LocalDateTime.parse(written, WRITTEN)
                    .atZone(SHOP_TIME)
                    .toInstant()
                    .toString());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    private static String category(String title) {
        return CATEGORIES.entrySet().stream()
                .filter(category -> title.contains(category.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("家电");
    }

    private static Map<String, String> categories() {
        Map<String, String> categories = new LinkedHashMap<>();
        categories.put("小厨宝", "家电/热水器/小厨宝");
        categories.put("电热水器", "家电/热水器/电热水器");
        categories.put("热水器", "家电/热水器/燃气热水器");
        categories.put("洗碗机", "厨电/洗碗机");
        categories.put("油烟机", "厨电/油烟机");
        categories.put("燃气灶", "厨电/燃气灶");
        categories.put("净水", "家电/净饮机");
        categories.put("冰箱", "家电/冰箱");
        categories.put("扇", "家电/风扇");
        return categories;
    }

    /** The files hold one channel and in it one shop. */
    private static JsonNode shopIn(JsonNode channels) {
        return channels.iterator().next().iterator().next();
    }

    private static JsonNode read(Path file) {
        try {
            return PublicFace.JSON.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }
}
