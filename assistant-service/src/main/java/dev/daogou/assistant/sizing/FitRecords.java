package dev.daogou.assistant.sizing;

import dev.daogou.assistant.shop.ShopId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** How sizes fitted the people who bought them, in every shop. */
@Repository
class FitRecords {

    private static final int ROWS_A_STATEMENT = 1_000;
    private static final int MOST_NEAR = 4_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FitRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What tells one record from another. */
    record RecordKey(String productId, String size, String recordKey) {}

    /**
     * How a size fitted a body.
     *
     * @param category the product's category path, when known
     * @param heightCm height in cm
     * @param weightKg weight in kg
     * @param bustCm bust in cm, when known
     * @param waistCm waist in cm, when known
     * @param age in years, when known
     */
    record Fitted(
            @Nullable String category,
            double heightCm,
            double weightKg,
            @Nullable Double bustCm,
            @Nullable Double waistCm,
            @Nullable Integer age,
            Verdict verdict) {

        /** A measure of the body; null when it is not known. */
        @Nullable
        Double measure(Measure measure) {
            return switch (measure) {
                case HEIGHT_CM -> heightCm;
                case WEIGHT_KG -> weightKg;
                case BUST_CM -> bustCm;
                case WAIST_CM -> waistCm;
                case HIP_CM, FOOT_MM -> null;
            };
        }
    }

    /**
     * A record found near a body.
     *
     * @param ofProduct whether it is of the product asked about; else of another of its category
     */
    record Near(boolean ofProduct, String size, Fitted fitted) {}

    /** From a least to a most, both included. */
    record Span(double least, double most) {}

    /** The records of the product and of its category whose bodies lie within these spans. */
    List<Near> near(ShopId shop, String productId, @Nullable String category, Span heightCm, Span weightKg) {
        return jdbc.sql("""
                        select product_id = :product as of_product, size, category, height_cm, weight_kg, bust_cm, waist_cm,
                               age, verdict
                        from fit_record
                        where shop_id = :shop
                          and (product_id = :product or category = cast(:category as text))
                          and height_cm between :shortest and :tallest
                          and weight_kg between :lightest and :heaviest
                        order by product_id = :product desc
                        limit :limit
                        """)
                .param("shop", shop.value())
                .param("product", productId)
                .param("category", category)
                .param("shortest", heightCm.least())
                .param("tallest", heightCm.most())
                .param("lightest", weightKg.least())
                .param("heaviest", weightKg.most())
                .param("limit", MOST_NEAR)
                .query((row, number) -> new Near(row.getBoolean("of_product"), row.getString("size"), fitted(row)))
                .list();
    }

    /** Every record of these products. */
    Map<RecordKey, Fitted> ofProducts(ShopId shop, Collection<String> productIds) {
        Map<RecordKey, Fitted> all = new HashMap<>();
        List<String> ids = List.copyOf(productIds);
        for (int from = 0; from < ids.size(); from += ROWS_A_STATEMENT) {
            jdbc.sql("""
                            select product_id, size, record_key, category, height_cm, weight_kg, bust_cm, waist_cm, age, verdict
                            from fit_record
                            where shop_id = :shop and product_id in (:ids)
                            """)
                    .param("shop", shop.value())
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + ROWS_A_STATEMENT)))
                    .query((row, number) -> all.put(
                            new RecordKey(
                                    row.getString("product_id"), row.getString("size"), row.getString("record_key")),
                            fitted(row)))
                    .list();
        }
        return all;
    }

    void save(ShopId shop, Map<RecordKey, Fitted> records) {
        List<Map<String, Object>> all = new ArrayList<>();
        records.forEach((key, fitted) -> all.add(row(key, fitted)));
        for (int from = 0; from < all.size(); from += ROWS_A_STATEMENT) {
            List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + ROWS_A_STATEMENT));
            jdbc.sql("""
                            insert into fit_record (shop_id, product_id, size, record_key, category, height_cm, weight_kg,
                                                    bust_cm, waist_cm, age, verdict)
                            select :shop, product_id, size, record_key, category, height_cm, weight_kg,
                                   bust_cm, waist_cm, age, verdict
                            from json_to_recordset(cast(:rows as json)) as given (
                                product_id text, size text, record_key text, category text,
                                height_cm double precision, weight_kg double precision,
                                bust_cm double precision, waist_cm double precision, age integer, verdict text)
                            on conflict (shop_id, product_id, size, record_key) do update
                            set category = excluded.category,
                                height_cm = excluded.height_cm,
                                weight_kg = excluded.weight_kg,
                                bust_cm = excluded.bust_cm,
                                waist_cm = excluded.waist_cm,
                                age = excluded.age,
                                verdict = excluded.verdict
                            """)
                    .param("shop", shop.value())
                    .param("rows", json.writeValueAsString(some))
                    .update();
        }
    }

    private static Map<String, Object> row(RecordKey key, Fitted fitted) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("product_id", key.productId());
        row.put("size", key.size());
        row.put("record_key", key.recordKey());
        put(row, "category", fitted.category());
        row.put("height_cm", fitted.heightCm());
        row.put("weight_kg", fitted.weightKg());
        put(row, "bust_cm", fitted.bustCm());
        put(row, "waist_cm", fitted.waistCm());
        put(row, "age", fitted.age());
        row.put("verdict", fitted.verdict().wireName());
        return row;
    }

    private static void put(Map<String, Object> row, String column, @Nullable Object value) {
        if (value != null) {
            row.put(column, value);
        }
    }

    private static Fitted fitted(ResultSet row) throws SQLException {
        return new Fitted(
                row.getString("category"),
                row.getDouble("height_cm"),
                row.getDouble("weight_kg"),
                row.getObject("bust_cm", Double.class),
                row.getObject("waist_cm", Double.class),
                row.getObject("age", Integer.class),
                Verdict.of(row.getString("verdict")).orElseThrow());
    }
}
