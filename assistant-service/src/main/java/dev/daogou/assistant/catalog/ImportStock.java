package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How many there are of each SKU. */
@Component
class ImportStock implements ImportKind {

    private final Products products;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ImportStock(Products products, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.products = products;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public List<String> columns() {
        return List.of("sku", "onHand");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        Map<String, Variant> known = variantsNamedIn(shop, rows);
        List<RejectedRow> rejected = new ArrayList<>();
        Map<String, Integer> lineOfSku = new HashMap<>();
        Map<String, Integer> changed = new LinkedHashMap<>();
        int unchanged = 0;
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            String sku = check.required("sku", 100);
            Integer onHand = check.count("onHand");
            if (row.text("onHand") == null) {
                check.refuse("onHand", "缺少onHand", "onHand is missing");
            }
            Variant variant = known.get(sku);
            if (variant == null && !sku.isEmpty()) {
                check.refuse(
                        "sku", "没有SKU“" + sku + "”,请先导入商品", "There is no SKU '" + sku + "'; import its product first");
            }
            Integer earlier = sku.isEmpty() ? null : lineOfSku.putIfAbsent(sku, row.line());
            if (earlier != null) {
                check.refuse(
                        "sku",
                        "SKU“" + sku + "”在第" + earlier + "行已经出现",
                        "The SKU '" + sku + "' stands in line " + earlier + " already");
            }
            if (!check.right() || variant == null || onHand == null) {
                rejected.addAll(check.mistakes());
            } else if (variant.onHand() == onHand) {
                unchanged++;
            } else {
                changed.put(sku, onHand);
            }
        }
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        if (store && !changed.isEmpty()) {
            keep(shop, changed);
        }
        return new ImportOutcome(0, changed.size(), unchanged, rejected);
    }

    private Map<String, Variant> variantsNamedIn(Shop shop, List<ImportRow> rows) {
        List<String> skus = rows.stream()
                .map(row -> row.text("sku"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return products.variants(shop.id(), skus).stream().collect(toMap(Variant::sku, variant -> variant));
    }

    private void keep(Shop shop, Map<String, Integer> onHand) {
        jdbc.sql("""
                        update variant
                        set on_hand = cast(given.value as integer), updated_at = :now
                        from json_each_text(cast(:counts as json)) as given
                        where variant.shop_id = :shop and variant.sku = given.key
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("counts", json.writeValueAsString(onHand))
                .param("shop", shop.id().value())
                .update();
    }
}
