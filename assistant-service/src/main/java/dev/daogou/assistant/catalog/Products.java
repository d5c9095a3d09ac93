package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.ShopId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The products of every shop, with prices and stock as they are now. */
@Component
public class Products {

    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public Products(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One product with its variants; empty when the shop has none of this id. */
    public Optional<Listing> find(ShopId shop, String productId) {
        return find(shop, List.of(productId)).stream().findFirst();
    }

    /** These products with their variants, in this order, each once; unknown ids are left out. */
    public List<Listing> find(ShopId shop, Collection<String> productIds) {
        if (productIds.isEmpty()) {
            return List.of();
        }
        Map<String, Product> products = jdbc
                .sql("""
                        select product_id, title, description, category, brand, attributes, image_url, url, tags, status, updated_at
                        from product
                        where shop_id = :shop and product_id = any(:ids)
                        """)
                .param("shop", shop.value())
                .param("ids", productIds.toArray(String[]::new))
                .query((row, number) -> product(row))
                .list()
                .stream()
                .collect(toMap(Product::productId, Function.identity()));
        Map<String, List<Variant>> variants = variantsOf(shop, productIds);
        return productIds.stream()
                .distinct()
                .map(products::get)
                .filter(Objects::nonNull)
                .filter(product -> variants.containsKey(product.productId()))
                .map(product -> new Listing(product, Objects.requireNonNull(variants.get(product.productId()))))
                .toList();
    }

    private Map<String, List<Variant>> variantsOf(ShopId shop, Collection<String> productIds) {
        return jdbc
                .sql("""
                        select sku, product_id, price_minor, list_price_minor, currency, color, size, attributes, on_hand
                        from variant
                        where shop_id = :shop and product_id = any(:ids)
                        order by product_id, position, sku
                        """)
                .param("shop", shop.value())
                .param("ids", productIds.toArray(String[]::new))
                .query((row, number) -> variant(row))
                .list()
                .stream()
                .collect(groupingBy(Variant::productId));
    }

    /** The variant of this SKU, with its stock now; empty when the shop has none. */
    public Optional<Variant> variant(ShopId shop, String sku) {
        return variants(shop, List.of(sku)).stream().findFirst();
    }

    /** The variants of these SKUs, in this order, each once; unknown ones are left out. */
    public List<Variant> variants(ShopId shop, Collection<String> skus) {
        if (skus.isEmpty()) {
            return List.of();
        }
        Map<String, Variant> found = jdbc
                .sql("""
                        select sku, product_id, price_minor, list_price_minor, currency, color, size, attributes, on_hand
                        from variant
                        where shop_id = :shop and sku = any(:skus)
                        """)
                .param("shop", shop.value())
                .param("skus", skus.toArray(String[]::new))
                .query((row, number) -> variant(row))
                .list()
                .stream()
                .collect(toMap(Variant::sku, Function.identity()));
        return skus.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    /** The products on sale in this category and under it, by id. */
    public List<Listing> inCategory(ShopId shop, String categoryPath, int limit) {
        List<String> ids = jdbc.sql("""
                        select product_id
                        from product
                        where shop_id = :shop
                          and status = 'active'
                          and (category = :category or starts_with(category, :category || '/'))
                        order by product_id
                        limit :limit
                        """)
                .param("shop", shop.value())
                .param("category", categoryPath)
                .param("limit", limit)
                .query(String.class)
                .list();
        return find(shop, ids);
    }

    /** The products on sale, by id, from behind {@code after} on (null: from the first). */
    public List<Listing> onSale(ShopId shop, @Nullable String after, int limit) {
        List<String> ids = jdbc.sql("""
                        select product_id
                        from product
                        where shop_id = :shop and status = 'active' and product_id > :after
                        order by product_id
                        limit :limit
                        """)
                .param("shop", shop.value())
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query(String.class)
                .list();
        return find(shop, ids);
    }

    /** Every category that has a product on sale, in order. */
    public List<String> categories(ShopId shop) {
        return jdbc.sql("""
                        select distinct category
                        from product
                        where shop_id = :shop and status = 'active' and category is not null
                        order by category
                        """).param("shop", shop.value()).query(String.class).list();
    }

    /** How many products the shop has, on sale or not. */
    public long count(ShopId shop) {
        return jdbc.sql("select count(*) from product where shop_id = :shop")
                .param("shop", shop.value())
                .query(Long.class)
                .single();
    }

    /** What the merchant says goes with this product, in the merchant's order. */
    public List<Complement> complementsOf(ShopId shop, String productId) {
        return jdbc.sql("""
                        select product_id, complement_id, reason
                        from complement
                        where shop_id = :shop and product_id = :product
                        order by position, complement_id
                        """)
                .param("shop", shop.value())
                .param("product", productId)
                .query((row, number) -> new Complement(
                        row.getString("product_id"), row.getString("complement_id"), row.getString("reason")))
                .list();
    }

    private Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getString("product_id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("category"),
                row.getString("brand"),
                attributes(row.getString("attributes")),
                row.getString("image_url"),
                row.getString("url"),
                texts(row.getArray("tags")),
                Objects.requireNonNull(ProductStatus.read(row.getString("status"))),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private Variant variant(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Long listPrice = row.getObject("list_price_minor", Long.class);
        return new Variant(
                row.getString("sku"),
                row.getString("product_id"),
                new Money(row.getLong("price_minor"), currency),
                listPrice == null ? null : new Money(listPrice, currency),
                row.getString("color"),
                row.getString("size"),
                attributes(row.getString("attributes")),
                row.getInt("on_hand"));
    }

    private Map<String, Object> attributes(String text) {
        return json.readValue(text, ATTRIBUTES);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
