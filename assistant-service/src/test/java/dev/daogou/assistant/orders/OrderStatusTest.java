package dev.daogou.assistant.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daogou.assistant.TestDatabase;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class OrderStatusTest {

    private static final Shop SHOP = new Shop(
            new ShopId("teahouse"),
            "山前",
            Language.ZH,
            Currency.getInstance("CNY"),
            ZoneId.of("Asia/Shanghai"),
            null,
            null);
    private static final Shop OTHER_SHOP = new Shop(
            new ShopId("other"),
            "他店",
            Language.ZH,
            Currency.getInstance("CNY"),
            ZoneId.of("Asia/Shanghai"),
            null,
            null);
    private static final TestDatabase DATABASE = TestDatabase.with("V40__catalog.sql", "V70__orders.sql");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC);
    private final Orders orders = new Orders(DATABASE.jdbc(), JSON);
    private final ImportOrders importOrders = new ImportOrders(orders, DATABASE.jdbc(), JSON, clock);
    private final OrderStatus orderStatus = new OrderStatus(orders, new Products(DATABASE.jdbc(), JSON), clock);

    @BeforeEach
    void some_orders() {
        DATABASE.jdbc().sql("truncate orders, product, variant, complement").update();
        DATABASE.jdbc().sql("""
                        insert into product (shop_id, product_id, title, attributes, image_url, tags, status, updated_at, revision, published_revision)
                        values ('teahouse', 'GW', '手绘盖碗', '{}', '/gw.svg', '{}', 'active', now(), 1, 1);
                        insert into variant (shop_id, sku, product_id, position, price_minor, currency, color, attributes, on_hand, updated_at)
                        values ('teahouse', 'GW-W', 'GW', 0, 19900, 'CNY', '月白色', '{}', 3, now());
                        """).update();
        ImportOutcome outcome = take("""
                {"orderId": "SQ1001", "shopperKey": "mei", "status": "已发货", "placedAt": "2026-11-20 09:30:00",
                 "lines": [{"sku": "GW-W", "quantity": 2, "unitPrice": 199}, {"productId": "GONE", "title": "竹茶则", "price": "12.50"}],
                 "payment": {"method": "wallet", "amount": 410.5},
                 "shipment": {"carrier": "顺达", "trackingNumber": "SD13812345678", "estimatedDelivery": "2026-11-21T10:00:00Z", "deliveredAt": null,
                   "events": [
                     {"at": "2026-11-21 08:15:00", "status": "派送中", "place": "西湖站", "text": "快递员（13912345678）正在派送"},
                     {"at": "2026-11-20 18:00:00", "status": "已揽收", "place": "嘉兴仓", "text": "已揽收"}]},
                 "address": {"name": "林青梅", "phone": "138-1234-5678", "province": "浙江省", "city": "杭州市", "street": "映山路18号3幢502室"}}
                {"orderId": "SQ1002", "shopperKey": "mei", "status": "已签收", "placedAt": "2026-11-21T10:00:00Z", "lines": [{"sku": "GW-W"}], "payment": "微信", "shipment": null, "address": "浙江省杭州市映山路18号"}
                {"orderId": "SQ1003", "shopperKey": "tao", "status": "paid", "lines": [{"sku": "GW-W", "quantity": 1, "unitPrice": 199}]}
                """);
        assertThat(outcome).isEqualTo(new ImportOutcome(3, 0, 0, List.of()));
    }

    private ImportOutcome take(String ndjson) {
        List<ImportRow> rows = new ArrayList<>();
        for (String object : ndjson.strip().split("\\n(?=\\{)", -1)) {
            rows.add(new ImportRow(
                    rows.size() + 1, JSON.readValue(object, new TypeReference<Map<String, Object>>() {})));
        }
        return importOrders.take(SHOP, rows, true, false);
    }

    private ToolResult ask(Shop shop, @Nullable String shopperKey, @Nullable String orderId, Language language) {
        ToolContext context = new ToolContext(
                new ShopperContext(shop, new ShopperId(UUID.randomUUID()), shopperKey, null, Locale.CHINA),
                UUID.randomUUID(),
                language);
        return orderStatus.call(new OrderStatus.Arguments(orderId), context);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> orders(ToolResult result) {
        return (List<Map<String, Object>>) Objects.requireNonNull(result.facts().get("orders"));
    }

    @Test
    void a_shopper_is_told_of_the_parcel_with_titles_from_order_or_catalog() {
        ToolResult result = ask(SHOP, "mei", "SQ1001", Language.ZH);

        assertThat(result.facts())
                .containsEntry("verified", true)
                .containsEntry("found", true)
                .containsEntry("one", true);
        assertThat(orders(result).getFirst())
                .containsEntry("statusText", "已发货")
                .containsEntry("stage", "shipped")
                .containsEntry("itemsText", "手绘盖碗 ×2、竹茶则 ×1")
                .containsEntry("placedAt", "2026-11-20T01:30:00Z")
                .containsEntry("placedAtText", "11月20日 09:30")
                .containsEntry("carrier", "顺达")
                .containsEntry("trackingNumber", "SD13812345678")
                .containsEntry("estimatedText", "11月21日 18:00")
                .containsEntry("overdue", true)
                .containsEntry("total", Map.of("amount", "410.50", "currency", "CNY", "text", "¥410.50"));
        assertThat(result.cards().getFirst()).containsEntry("kind", "order").containsEntry("orderId", "SQ1001");
    }

    @Test
    void the_last_event_is_the_latest_even_if_told_first() {
        @SuppressWarnings("unchecked")
        Map<String, Object> event = (Map<String, Object>) Objects.requireNonNull(
                orders(ask(SHOP, "mei", "SQ1001", Language.ZH)).getFirst().get("lastEvent"));

        assertThat(event)
                .containsEntry("statusText", "派送中")
                .containsEntry("place", "西湖站")
                .containsEntry("atText", "11月21日 08:15");
    }

    @Test
    void personal_data_is_masked() {
        ToolResult result = ask(SHOP, "mei", "SQ1001", Language.ZH);

        assertThat(orders(result).getFirst())
                .containsEntry("recipient", "林*")
                .containsEntry("phone", "138****5678")
                .containsEntry("region", "浙江省 杭州市");
        assertThat(JSON.writeValueAsString(result))
                .doesNotContain("映山路", "林青梅", "13912345678", "138-1234-5678")
                .contains("SD13812345678");
        assertThat(JSON.writeValueAsString(ask(SHOP, "mei", "SQ1002", Language.ZH)))
                .doesNotContain("映山路");
    }

    @Test
    void another_shoppers_order_is_as_unknown_as_one_that_does_not_exist() {
        Map<String, Object> others = ask(SHOP, "mei", "SQ1003", Language.ZH).facts();
        Map<String, Object> none = ask(SHOP, "mei", "SQ9999", Language.ZH).facts();

        assertThat(others)
                .containsEntry("verified", true)
                .containsEntry("found", false)
                .containsEntry("orders", List.of());
        assertThat(others).containsEntry("askedOrderId", "SQ1003").hasSameSizeAs(none);
        none.forEach((name, value) -> {
            if (!name.equals("askedOrderId")) {
                assertThat(others).containsEntry(name, value);
            }
        });
    }

    @Test
    void the_same_name_in_another_shop_has_no_orders_here() {
        assertThat(ask(OTHER_SHOP, "mei", null, Language.ZH).facts()).containsEntry("found", false);
    }

    @Test
    void without_verification_nothing_is_looked_up() {
        for (String orderId : new String[] {"", "SQ1001"}) {
            ToolResult result = ask(SHOP, null, orderId, Language.ZH);
            assertThat(result.facts()).containsEntry("verified", false).containsEntry("found", false);
            assertThat(orders(result)).isEmpty();
            assertThat(result.cards()).isEmpty();
        }
    }

    @Test
    void without_a_number_the_orders_under_way_come_first() {
        assertThat(orders(ask(SHOP, "mei", null, Language.ZH)))
                .extracting(order -> order.get("orderId"))
                .containsExactly("SQ1001", "SQ1002");
    }

    @Test
    void a_number_may_be_written_small_with_a_sign_or_by_its_end() {
        for (String orderId : List.of("sq1001", "#SQ1001", " 1001 ")) {
            assertThat(orders(ask(SHOP, "mei", orderId, Language.ZH)))
                    .extracting(order -> order.get("orderId"))
                    .containsExactly("SQ1001");
        }
        assertThat(orders(ask(SHOP, "mei", "1", Language.ZH))).isEmpty();
    }

    @Test
    void an_english_answer_speaks_english() {
        assertThat(orders(ask(SHOP, "mei", "SQ1001", Language.EN)).getFirst())
                .containsEntry("statusText", "on its way")
                .containsEntry("placedAtText", "20 November, 09:30");
    }

    @Test
    void an_order_not_yet_sent_says_so() {
        assertThat(orders(ask(SHOP, "tao", null, Language.ZH)).getFirst())
                .containsEntry("notShippedYet", true)
                .containsEntry("parcel", false)
                .containsEntry("delivered", false);
    }

    @Test
    void the_same_orders_again_change_nothing_and_a_new_status_is_an_update() {
        String row =
                "{\"orderId\": \"SQ1003\", \"shopperKey\": \"tao\", \"status\": \"%s\", \"lines\": [{\"sku\": \"GW-W\", \"quantity\": 1, \"unitPrice\": 199}]}";

        assertThat(take(row.formatted("paid"))).isEqualTo(new ImportOutcome(0, 0, 1, List.of()));
        assertThat(take(row.formatted("已发货"))).isEqualTo(new ImportOutcome(0, 1, 0, List.of()));
    }

    @Test
    void every_mistake_is_named_with_its_line_and_field() {
        ImportOutcome outcome = take("""
                {"shopperKey": "mei", "status": "paid", "lines": [{"sku": "A"}]}
                {"orderId": "B", "shopperKey": "mei", "status": "paid", "placedAt": "yesterday", "lines": [{"sku": "A"}]}
                {"orderId": "C", "shopperKey": "mei", "status": "paid", "lines": []}
                {"orderId": "D", "shopperKey": "mei", "status": "paid", "lines": [{"quantity": 1}]}
                {"orderId": "E", "shopperKey": "mei", "status": "paid", "lines": [{"sku": "A", "quantity": 0}]}
                {"orderId": "F", "shopperKey": "mei", "status": "paid", "lines": [{"sku": "A", "unitPrice": "many"}]}
                {"orderId": "G", "shopperKey": "mei", "status": "paid", "lines": [{"sku": "A"}], "shipment": {"events": [{"at": "25:00"}]}}
                {"orderId": "H", "shopperKey": "mei", "lines": "[broken"}
                {"orderId": "SQ1001", "shopperKey": "mei", "status": "paid", "lines": [{"sku": "A"}]}
                {"orderId": "SQ1001", "shopperKey": "mei", "status": "paid", "lines": [{"sku": "A"}]}
                """);

        assertThat(outcome.accepted()).isZero();
        assertThat(outcome.rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(
                        tuple(1, "orderId"),
                        tuple(2, "placedAt"),
                        tuple(3, "lines"),
                        tuple(4, "lines[0].sku"),
                        tuple(5, "lines[0].quantity"),
                        tuple(6, "lines[0].unitPrice"),
                        tuple(7, "shipment.events[0].at"),
                        tuple(8, "status"),
                        tuple(8, "lines"),
                        tuple(10, "orderId"));
        assertThat(orders(ask(SHOP, "mei", "SQ1001", Language.ZH)).getFirst()).containsEntry("stage", "shipped");
    }

    @Test
    void lines_of_a_table_may_come_as_json_text() {
        ImportOutcome outcome = importOrders.take(
                SHOP,
                List.of(new ImportRow(
                        2,
                        Map.of(
                                "orderId", "T1",
                                "shopperKey", "tao",
                                "status", "处理中",
                                "placedAt", "2026-11-01",
                                "lines", "[{\"sku\":\"GW-W\",\"qty\":\"3\",\"price\":\"9.90\"}]"))),
                true,
                false);

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(orders(ask(SHOP, "tao", "T1", Language.ZH)).getFirst())
                .containsEntry("itemsText", "手绘盖碗 ×3")
                .containsEntry("total", Map.of("amount", "29.70", "currency", "CNY", "text", "¥29.70"));
    }
}
