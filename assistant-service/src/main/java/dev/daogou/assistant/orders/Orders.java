package dev.daogou.assistant.orders;

import dev.daogou.assistant.shop.ShopId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The orders of every shop. Every look-up for a shopper names whose orders are meant. */
@Component
public class Orders {

    private static final int MOST_OF_A_SHOPPER = 500;
    private static final int SHORTEST_ENDING = 4;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public Orders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All orders of a shopper: those still under way first, then the latest first. */
    public List<Order> of(ShopId shop, String shopperKey) {
        return jdbc
                .sql("""
                        select order_id, shopper_key, status, placed_at, lines, payment, shipment, address
                        from orders
                        where shop_id = :shop and shopper_key = :shopper
                        order by placed_at desc nulls last, order_id desc
                        limit :limit
                        """)
                .param("shop", shop.value())
                .param("shopper", shopperKey)
                .param("limit", MOST_OF_A_SHOPPER)
                .query((row, number) -> order(row))
                .list()
                .stream()
                .sorted(Comparator.comparing(order -> order.stage().finished()))
                .toList();
    }

    /**
     * A shopper's own order by its number, written in capitals or not, with a number sign or not, or by the last four or more
     * characters when no other of theirs ends so. Another shopper's order is not found.
     */
    public Optional<Order> find(ShopId shop, String shopperKey, String orderId) {
        String wanted = orderId.strip().replaceFirst("^[#\uFF03]", "").strip().toLowerCase(Locale.ROOT);
        List<Order> own = of(shop, shopperKey);
        Optional<Order> exact = own.stream()
                .filter(order -> order.orderId().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
        if (exact.isPresent() || wanted.length() < SHORTEST_ENDING) {
            return exact;
        }
        List<Order> ending = own.stream()
                .filter(order -> order.orderId().toLowerCase(Locale.ROOT).endsWith(wanted))
                .toList();
        return ending.size() == 1 ? Optional.of(ending.getFirst()) : Optional.empty();
    }

    /** The orders of these numbers, whosever they are; for the shop itself. */
    List<Order> withIds(ShopId shop, Collection<String> orderIds) {
        if (orderIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select order_id, shopper_key, status, placed_at, lines, payment, shipment, address
                        from orders
                        where shop_id = :shop and order_id = any(:ids)
                        """)
                .param("shop", shop.value())
                .param("ids", orderIds.toArray(String[]::new))
                .query((row, number) -> order(row))
                .list();
    }

    private Order order(ResultSet row) throws SQLException {
        OffsetDateTime placedAt = row.getObject("placed_at", OffsetDateTime.class);
        return new Order(
                row.getString("order_id"),
                row.getString("shopper_key"),
                row.getString("status"),
                placedAt == null ? null : placedAt.toInstant(),
                Arrays.asList(json.readValue(row.getString("lines"), Order.Line[].class)),
                read(row.getString("payment"), Order.Payment.class),
                read(row.getString("shipment"), Order.Shipment.class),
                read(row.getString("address"), Order.Address.class));
    }

    private <T> @Nullable T read(@Nullable String text, Class<T> type) {
        return text == null ? null : json.readValue(text, type);
    }
}
