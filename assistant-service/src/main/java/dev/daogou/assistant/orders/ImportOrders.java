package dev.daogou.assistant.orders;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The orders of a file, one a row; an order that is there already is replaced as a whole. */
@Component
class ImportOrders implements ImportKind {

    private static final int ORDERS_A_STATEMENT = 500;

    private final Orders orders;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ImportOrders(Orders orders, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.orders = orders;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<String> columns() {
        return List.of("orderId", "shopperKey", "status", "placedAt", "lines", "payment", "shipment", "address");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        List<RejectedRow> rejected = new ArrayList<>();
        List<Order> read = read(shop, rows, rejected);
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        Map<String, Order> known = orders
                .withIds(shop.id(), read.stream().map(Order::orderId).toList())
                .stream()
                .collect(toMap(Order::orderId, Function.identity()));
        int created = 0;
        int updated = 0;
        List<Order> changed = new ArrayList<>();
        for (Order order : read) {
            Order before = known.get(order.orderId());
            if (!order.equals(before)) {
                changed.add(order);
                if (before == null) {
                    created++;
                } else {
                    updated++;
                }
            }
        }
        if (store) {
            for (int from = 0; from < changed.size(); from += ORDERS_A_STATEMENT) {
                keep(shop, changed.subList(from, Math.min(changed.size(), from + ORDERS_A_STATEMENT)));
            }
        }
        return new ImportOutcome(created, updated, read.size() - changed.size(), rejected);
    }

    private List<Order> read(Shop shop, List<ImportRow> rows, List<RejectedRow> rejected) {
        Map<String, Integer> lines = new HashMap<>();
        List<Order> read = new ArrayList<>();
        for (ImportRow row : rows) {
            OrderReading reading = new OrderReading(shop, row, json);
            Order order = reading.read();
            String orderId = row.text("orderId");
            Integer earlier = orderId == null ? null : lines.putIfAbsent(orderId, row.line());
            if (earlier != null) {
                reading.refuse(
                        "orderId",
                        "订单“" + orderId + "”在第" + earlier + "行已经出现",
                        "The order '" + orderId + "' stands in line " + earlier + " already");
            }
            if (reading.mistakes().isEmpty()) {
                read.add(Objects.requireNonNull(order));
            } else {
                rejected.addAll(reading.mistakes());
            }
        }
        return read;
    }

    private void keep(Shop shop, List<Order> changed) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Order order : changed) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("order_id", order.orderId());
            row.put("shopper_key", order.shopperKey());
            row.put("status", order.status());
            Instant placedAt = order.placedAt();
            row.put("placed_at", placedAt == null ? null : placedAt.toString());
            row.put("lines", order.lines());
            row.put("payment", order.payment());
            row.put("shipment", order.shipment());
            row.put("address", order.address());
            rows.add(row);
        }
        jdbc.sql("""
                        insert into orders (
                            shop_id, order_id, shopper_key, status, placed_at, lines, payment, shipment, address, updated_at)
                        select :shop, given.order_id, given.shopper_key, given.status, given.placed_at, given.lines,
                            given.payment, given.shipment, given.address, :now
                        from json_to_recordset(cast(:rows as json)) as given (
                            order_id text, shopper_key text, status text, placed_at timestamptz,
                            lines jsonb, payment jsonb, shipment jsonb, address jsonb)
                        on conflict (shop_id, order_id) do update
                        set shopper_key = excluded.shopper_key,
                            status = excluded.status,
                            placed_at = excluded.placed_at,
                            lines = excluded.lines,
                            payment = excluded.payment,
                            shipment = excluded.shipment,
                            address = excluded.address,
                            updated_at = excluded.updated_at
                        """)
                .param("shop", shop.id().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("rows", json.writeValueAsString(rows))
                .update();
    }
}
