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
    record RecordKey(String productId, String size, String recordKey) {

        private static final String OF_SHOPPER = "shopper:";

        /** What tells a shopper's records of one product and size from those of others. */
        static String ofShopper(String shopperKey) {
            return OF_SHOPPER + shopperKey;
        }

        /** Whose record it is; null when nobody said. */
        static @Nullable String shopperOf(String recordKey) {
            return recordKey.startsWith(OF_SHOPPER)
                    ? recordKey.substring(OF_SHOPPER.length(), recordKey.lastIndexOf('#'))
                    : null;
        }
    }

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

        Build build() {
            return new Build(heightCm, weightKg, orUnknown(bustCm), orUnknown(waistCm), age == null ? Double.NaN : age);
        }

        private static double orUnknown(@Nullable Double measure) {
            return measure == null ? Double.NaN : measure;
        }

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

    /**
     * How often a shop's records were written.
     *
     * @param latest how many times
     * @param corrected the last time that changed a record there was
     */
    record Revision(long latest, long corrected) {}

    /** How often the shop's records were written; never is 0. */
    Revision revision(ShopId shop) {
        return jdbc.sql("select latest, corrected from fit_record_revision where shop_id = :shop")
                .param("shop", shop.value())
                .query((row, number) -> new Revision(row.getLong("latest"), row.getLong("corrected")))
                .optional()
                .orElse(new Revision(0, 0));
    }

    /** Notes that the shop's records are written once more, and whether records there were are changed. */
    private long nextRevision(ShopId shop, boolean correcting) {
        return jdbc.sql("""
                        insert into fit_record_revision as known (shop_id, latest, corrected)
                        values (:shop, 1, 0)
                        on conflict (shop_id) do update
                        set latest = known.latest + 1,
                            corrected = case when :correcting then known.latest + 1 else known.corrected end
                        returning latest
                        """)
                .param("shop", shop.value())
                .param("correcting", correcting)
                .query(Long.class)
                .single();
    }

    /** The records written after this revision, the latest first, at most so many. */
    List<Tried> triedSince(ShopId shop, long revision, int most) {
        return jdbc.sql("""
                        select product_id, size, record_key, category, height_cm, weight_kg, bust_cm, waist_cm, age, verdict
                        from fit_record
                        where shop_id = :shop and revision > :revision
                        order by revision desc, product_id, size, record_key
                        limit :most
                        """)
                .param("shop", shop.value())
                .param("revision", revision)
                .param("most", most)
                .query((row, number) -> {
                    Fitted fitted = fitted(row);
                    return new Tried(
                            row.getString("product_id"),
                            fitted.category(),
                            row.getString("size"),
                            fitted.build(),
                            fitted.verdict(),
                            RecordKey.shopperOf(row.getString("record_key")));
                })
                .list();
    }

    /** How many records the shop has, counted up to this many. */
    int count(ShopId shop, int most) {
        return jdbc.sql("select count(*) from (select 1 from fit_record where shop_id = :shop limit :most) as counted")
                .param("shop", shop.value())
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** How many records of the product are of bodies like this: within 8.5 cm of height, or 4.2 kg of weight, or less of both. */
    int similar(ShopId shop, String productId, Body body) {
        return jdbc.sql("""
                        select count(*)
                        from fit_record
                        where shop_id = :shop
                          and product_id = :product
                          and coalesce(power((height_cm - cast(:height as double precision)) / 6, 2), 0)
                              + coalesce(power((weight_kg - cast(:weight as double precision)) / 3, 2), 0) <= 2
                        """)
                .param("shop", shop.value())
                .param("product", productId)
                .param("height", body.measure(Measure.HEIGHT_CM))
                .param("weight", body.measure(Measure.WEIGHT_KG))
                .query(Integer.class)
                .single();
    }

    /**
     * What was said of a product.
     *
     * @param productId the product
     * @param small how many said too small
     * @param fit how many said it fits
     * @param large how many said too large
     */
    record Said(String productId, int small, int fit, int large) {}

    /** What was said of each product of the shop. */
    List<Said> said(ShopId shop) {
        return jdbc.sql("""
                        select product_id,
                               count(*) filter (where verdict = 'small') as small,
                               count(*) filter (where verdict = 'fit') as fit,
                               count(*) filter (where verdict = 'large') as large
                        from fit_record
                        where shop_id = :shop
                        group by product_id
                        order by product_id
                        """)
                .param("shop", shop.value())
                .query((row, number) -> new Said(
                        row.getString("product_id"), row.getInt("small"), row.getInt("fit"), row.getInt("large")))
                .list();
    }

    /**
     * Writes new records and those that changed.
     *
     * @param correcting whether some of them changed
     */
    void save(ShopId shop, Map<RecordKey, Fitted> records, boolean correcting) {
        if (records.isEmpty()) {
            return;
        }
        long revision = nextRevision(shop, correcting);
        List<Map<String, Object>> all = new ArrayList<>();
        records.forEach((key, fitted) -> all.add(row(key, fitted)));
        for (int from = 0; from < all.size(); from += ROWS_A_STATEMENT) {
            List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + ROWS_A_STATEMENT));
            jdbc.sql("""
                            insert into fit_record (shop_id, product_id, size, record_key, category, height_cm, weight_kg,
                                                    bust_cm, waist_cm, age, verdict, revision)
                            select :shop, product_id, size, record_key, category, height_cm, weight_kg,
                                   bust_cm, waist_cm, age, verdict, :revision
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
                                verdict = excluded.verdict,
                                revision = excluded.revision
                            """)
                    .param("shop", shop.value())
                    .param("revision", revision)
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
