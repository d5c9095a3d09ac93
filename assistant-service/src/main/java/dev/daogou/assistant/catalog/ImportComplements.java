package dev.daogou.assistant.catalog;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What goes well with what, and why. */
@Component
class ImportComplements implements ImportKind {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ImportComplements(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public String name() {
        return "complements";
    }

    @Override
    public List<String> columns() {
        return List.of("productId", "complementId", "reason");
    }

    /** Two products; the reason is beside the point when asking whether a row is new. */
    private record Pair(String productId, String complementId) {}

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        Set<String> products = productsNamedIn(shop.id(), rows);
        Map<Pair, @Nullable String> known = known(shop.id(), rows);
        Map<Pair, Integer> lines = new HashMap<>();
        List<RejectedRow> rejected = new ArrayList<>();
        List<Map<String, @Nullable Object>> kept = new ArrayList<>();
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            Pair pair = new Pair(check.required("productId", 100), check.required("complementId", 100));
            String reason = check.text("reason", 500);
            refuseUnknown("productId", pair.productId(), products, check);
            refuseUnknown("complementId", pair.complementId(), products, check);
            if (pair.productId().equals(pair.complementId()) && check.right()) {
                check.refuse("complementId", "商品不能与自己搭配", "A product does not go with itself");
            }
            Integer earlier = lines.putIfAbsent(pair, row.line());
            if (earlier != null && check.right()) {
                check.refuse("complementId", "与第" + earlier + "行重复", "It stands in line " + earlier + " already");
            }
            if (!check.right()) {
                rejected.addAll(check.mistakes());
            } else if (known.containsKey(pair) && Objects.equals(known.get(pair), reason)) {
                unchanged++;
            } else {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                values.put("product_id", pair.productId());
                values.put("complement_id", pair.complementId());
                values.put("reason", reason);
                values.put("position", row.line());
                kept.add(values);
                if (known.containsKey(pair)) {
                    updated++;
                } else {
                    created++;
                }
            }
        }
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        if (store && !kept.isEmpty()) {
            keep(shop.id(), kept);
        }
        return new ImportOutcome(created, updated, unchanged, rejected);
    }

    private static void refuseUnknown(String field, String productId, Set<String> products, RowCheck check) {
        if (!productId.isEmpty() && !products.contains(productId)) {
            check.refuse(
                    field,
                    "没有商品“" + productId + "”,请先导入商品",
                    "There is no product '" + productId + "'; import it first");
        }
    }

    private Set<String> productsNamedIn(ShopId shop, List<ImportRow> rows) {
        Set<String> named = new LinkedHashSet<>();
        for (ImportRow row : rows) {
            for (String column : List.of("productId", "complementId")) {
                String id = row.text(column);
                if (id != null) {
                    named.add(id);
                }
            }
        }
        if (named.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select product_id from product where shop_id = :shop and product_id = any(:ids)")
                .param("shop", shop.value())
                .param("ids", named.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private Map<Pair, @Nullable String> known(ShopId shop, List<ImportRow> rows) {
        Set<String> named = new LinkedHashSet<>();
        for (ImportRow row : rows) {
            String id = row.text("productId");
            if (id != null) {
                named.add(id);
            }
        }
        Map<Pair, @Nullable String> known = new HashMap<>();
        if (!named.isEmpty()) {
            jdbc.sql("""
                            select product_id, complement_id, reason
                            from complement
                            where shop_id = :shop and product_id = any(:ids)
                            """)
                    .param("shop", shop.value())
                    .param("ids", named.toArray(String[]::new))
                    .query(row -> {
                        known.put(
                                new Pair(row.getString("product_id"), row.getString("complement_id")),
                                row.getString("reason"));
                    });
        }
        return known;
    }

    private void keep(ShopId shop, List<Map<String, @Nullable Object>> rows) {
        jdbc.sql("""
                        insert into complement (shop_id, product_id, complement_id, reason, position)
                        select :shop, given.product_id, given.complement_id, given.reason, given.position
                        from json_to_recordset(cast(:rows as json)) as given (
                            product_id text, complement_id text, reason text, position integer)
                        on conflict (shop_id, product_id, complement_id) do update
                        set reason = excluded.reason, position = excluded.position
                        """)
                .param("shop", shop.value())
                .param("rows", json.writeValueAsString(rows))
                .update();
    }
}
