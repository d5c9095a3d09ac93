package dev.daogou.assistant.sizing;

import dev.daogou.assistant.catalog.Product;
import dev.daogou.assistant.shop.ShopId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The size charts of every shop. */
@Repository
class SizeCharts {

    private static final int ROWS_A_STATEMENT = 1_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SizeCharts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Whose chart it is.
     *
     * @param kind {@code product} or {@code category}
     * @param name the product's id or the category's path
     */
    record Owner(String kind, String name) {

        static Owner product(String productId) {
            return new Owner("product", productId);
        }

        static Owner category(String path) {
            return new Owner("category", path);
        }
    }

    /** What tells one row from another. */
    record RowKey(Owner owner, String size, Measure measure) {}

    /**
     * What a row says.
     *
     * @param position where the size stands in the merchant's file
     */
    record Range(double least, double most, int position) {}

    /** The chart of the product itself, else of its category, else of the nearest category above that has one. */
    SizeChart chartFor(ShopId shop, Product product) {
        List<Owner> owners = new ArrayList<>();
        owners.add(Owner.product(product.productId()));
        product.categoriesUpwards().forEach(path -> owners.add(Owner.category(path)));
        for (Owner owner : owners) {
            SizeChart chart = chartOf(shop, owner);
            if (!chart.isEmpty()) {
                return chart;
            }
        }
        return new SizeChart(List.of());
    }

    private SizeChart chartOf(ShopId shop, Owner owner) {
        return new SizeChart(jdbc.sql("""
                        select size, measure, least, most
                        from size_chart
                        where shop_id = :shop and owner_kind = :kind and owner = :owner
                        order by position, size, measure
                        """)
                .param("shop", shop.value())
                .param("kind", owner.kind())
                .param("owner", owner.name())
                .query((row, number) -> new SizeChart.Row(
                        row.getString("size"),
                        Measure.of(row.getString("measure")).orElseThrow(),
                        row.getDouble("least"),
                        row.getDouble("most")))
                .list());
    }

    /** All of a shop. */
    Map<Owner, SizeChart> all(ShopId shop) {
        record OwnedRow(Owner owner, SizeChart.Row row) {}
        List<OwnedRow> rows = jdbc.sql("""
                        select owner_kind, owner, size, measure, least, most
                        from size_chart
                        where shop_id = :shop
                        order by position, size, measure
                        """)
                .param("shop", shop.value())
                .query((row, number) -> new OwnedRow(
                        new Owner(row.getString("owner_kind"), row.getString("owner")),
                        new SizeChart.Row(
                                row.getString("size"),
                                Measure.of(row.getString("measure")).orElseThrow(),
                                row.getDouble("least"),
                                row.getDouble("most"))))
                .list();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        OwnedRow::owner,
                        Collectors.collectingAndThen(
                                Collectors.mapping(OwnedRow::row, Collectors.toList()), SizeChart::new)));
    }

    /** Every row of these owners. */
    Map<RowKey, Range> rowsOf(ShopId shop, Collection<Owner> owners) {
        if (owners.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select owner_kind, owner, size, measure, least, most, position
                        from size_chart
                        where shop_id = :shop and owner in (:names)
                        """)
                .param("shop", shop.value())
                .param("names", owners.stream().map(Owner::name).distinct().toList())
                .query((row, number) -> Map.entry(
                        new RowKey(
                                new Owner(row.getString("owner_kind"), row.getString("owner")),
                                row.getString("size"),
                                Measure.of(row.getString("measure")).orElseThrow()),
                        new Range(row.getDouble("least"), row.getDouble("most"), row.getInt("position"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void save(ShopId shop, Map<RowKey, Range> rows) {
        List<Map<String, Object>> all = rows.entrySet().stream()
                .map(row -> Map.<String, Object>of(
                        "owner_kind", row.getKey().owner().kind(),
                        "owner", row.getKey().owner().name(),
                        "size", row.getKey().size(),
                        "measure", row.getKey().measure().wireName(),
                        "least", row.getValue().least(),
                        "most", row.getValue().most(),
                        "position", row.getValue().position()))
                .toList();
        for (int from = 0; from < all.size(); from += ROWS_A_STATEMENT) {
            List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + ROWS_A_STATEMENT));
            jdbc.sql("""
                            insert into size_chart (shop_id, owner_kind, owner, size, measure, least, most, position)
                            select :shop, owner_kind, owner, size, measure, least, most, position
                            from json_to_recordset(cast(:rows as json)) as given (
                                owner_kind text, owner text, size text, measure text,
                                least double precision, most double precision, position integer)
                            on conflict (shop_id, owner_kind, owner, size, measure) do update
                            set least = excluded.least, most = excluded.most, position = excluded.position
                            """)
                    .param("shop", shop.value())
                    .param("rows", json.writeValueAsString(some))
                    .update();
        }
    }
}
