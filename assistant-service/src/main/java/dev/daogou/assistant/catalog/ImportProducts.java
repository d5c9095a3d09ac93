package dev.daogou.assistant.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The products of a file: one row a variant, rows of one {@code productId} belong together. What a row leaves empty is
 * empty afterwards, except stock and status, which stay as they were. A title, category or brand may stand in the first
 * row of a product only; an attribute that is not the same in all rows of a product belongs to its variants.
 */
@Component
class ImportProducts implements ImportKind {

    private static final List<String> COLUMNS = List.of(
            "productId",
            "sku",
            "title",
            "description",
            "category",
            "brand",
            "price",
            "listPrice",
            "currency",
            "onHand",
            "color",
            "size",
            "attributes",
            "imageUrl",
            "url",
            "tags",
            "status");
    private static final int ROWS_A_STATEMENT = 500;

    private final Products products;
    private final CatalogPublishing publishing;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ImportProducts(Products products, CatalogPublishing publishing, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.products = products;
        this.publishing = publishing;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        List<RejectedRow> rejected = new ArrayList<>();
        List<Entry> entries = read(shop, rows, rejected);
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        Map<String, List<Entry>> byProduct =
                entries.stream().collect(groupingBy(Entry::productId, LinkedHashMap::new, toList()));
        Map<String, Listing> known = products.find(shop.id(), byProduct.keySet()).stream()
                .collect(toMap(listing -> listing.product().productId(), Function.identity()));

        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>();
        byProduct.forEach((productId, variants) -> changes.add(changeOf(known.get(productId), variants, now)));
        if (store) {
            keep(shop, changes, now);
            publishing.publishAfterCommit();
        }
        return new ImportOutcome(
                changes.stream().mapToInt(Change::created).sum(),
                changes.stream().mapToInt(Change::updated).sum(),
                changes.stream().mapToInt(Change::unchanged).sum(),
                rejected);
    }

    /** One right row. */
    private record Entry(
            int line,
            String productId,
            String sku,
            @Nullable String title,
            @Nullable String description,
            @Nullable String category,
            @Nullable String brand,
            Money price,
            @Nullable Money listPrice,
            @Nullable Integer onHand,
            @Nullable String color,
            @Nullable String size,
            Map<String, Object> attributes,
            @Nullable String imageUrl,
            @Nullable String url,
            List<String> tags,
            @Nullable ProductStatus status) {}

    private List<Entry> read(Shop shop, List<ImportRow> rows, List<RejectedRow> rejected) {
        Map<String, String> owners = ownersOf(shop, rows);
        Map<String, Entry> firstRows = new HashMap<>();
        Map<String, Integer> lineOfSku = new HashMap<>();
        Set<String> titled = new HashSet<>();
        rows.forEach(row -> {
            if (row.text("title") != null && row.text("productId") != null) {
                titled.add(Objects.requireNonNull(row.text("productId")));
            }
        });
        List<Entry> entries = new ArrayList<>();
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            Entry entry = read(shop, row, check, titled);
            belongTogether(entry, firstRows.get(entry.productId()), check);
            Integer earlier = entry.sku().isEmpty() ? null : lineOfSku.putIfAbsent(entry.sku(), row.line());
            if (earlier != null) {
                check.refuse(
                        "sku",
                        "SKU“" + entry.sku() + "”在第" + earlier + "行已经出现",
                        "The SKU '" + entry.sku() + "' stands in line " + earlier + " already");
            }
            String owner = owners.get(entry.sku());
            if (owner != null
                    && !owner.equals(entry.productId())
                    && !entry.productId().isEmpty()) {
                check.refuse(
                        "sku",
                        "SKU“" + entry.sku() + "”已属于商品“" + owner + "”",
                        "The SKU '" + entry.sku() + "' belongs to the product '" + owner + "' already");
            }
            if (check.right()) {
                entries.add(entry);
                firstRows.putIfAbsent(entry.productId(), entry);
            } else {
                rejected.addAll(check.mistakes());
            }
        }
        return withTitle(shop, entries, rejected);
    }

    /** Without the rows whose title stood in a row that is wrong. */
    private static List<Entry> withTitle(Shop shop, List<Entry> entries, List<RejectedRow> rejected) {
        Set<String> titled = entries.stream()
                .filter(entry -> entry.title() != null)
                .map(Entry::productId)
                .collect(toSet());
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            if (titled.contains(entry.productId())) {
                kept.add(entry);
            } else {
                rejected.add(new RejectedRow(
                        entry.line(),
                        "title",
                        shop.language() == Language.ZH
                                ? "缺少title:写有标题的那一行有误"
                                : "title is missing: the row that has it is wrong"));
            }
        }
        return kept;
    }

    private Entry read(Shop shop, ImportRow row, RowCheck check, Set<String> titled) {
        String productId = check.required("productId", 100);
        String sku = check.required("sku", 100);
        String title = titled.contains(productId) ? check.text("title", 300) : check.required("title", 300);
        Money price = check.money("price");
        if (row.text("price") == null) {
            check.refuse("price", "缺少price", "price is missing");
        }
        String currency = check.text("currency", 3);
        if (currency != null && !currency.equalsIgnoreCase(shop.currency().getCurrencyCode())) {
            String sellsIn = shop.currency().getCurrencyCode();
            check.refuse(
                    "currency",
                    "本店以" + sellsIn + "标价,这里是" + currency,
                    "The shop sells in " + sellsIn + ", not in " + currency);
        }
        String status = check.text("status", 20);
        ProductStatus read = status == null ? null : ProductStatus.read(status);
        if (status != null && read == null) {
            check.refuse(
                    "status",
                    "不认识状态“" + status + "”,请用active(上架)、inactive(下架)或discontinued(停产)",
                    "'" + status + "' is not a status; use active, inactive or discontinued");
        }
        return new Entry(
                row.line(),
                productId,
                sku,
                title == null || title.isEmpty() ? null : title,
                check.text("description", 50_000),
                check.path("category"),
                check.text("brand", 200),
                price == null ? new Money(0, shop.currency()) : price,
                check.money("listPrice"),
                check.count("onHand"),
                check.text("color", 100),
                check.text("size", 100),
                check.object("attributes", json),
                check.address("imageUrl"),
                check.address("url"),
                check.words("tags"),
                read);
    }

    private static void belongTogether(Entry entry, @Nullable Entry first, RowCheck check) {
        if (first == null) {
            return;
        }
        refuseDifference("title", entry.title(), first.title(), first, check);
        refuseDifference("category", entry.category(), first.category(), first, check);
        refuseDifference("brand", entry.brand(), first.brand(), first, check);
        refuseDifference("status", entry.status(), first.status(), first, check);
    }

    private static void refuseDifference(
            String field, @Nullable Object here, @Nullable Object there, Entry first, RowCheck check) {
        if (here != null && there != null && !here.equals(there)) {
            check.refuse(
                    field,
                    "与第" + first.line() + "行同一商品“" + first.productId() + "”的" + field + "不一致",
                    "It differs from line " + first.line() + " of the same product '" + first.productId() + "'");
        }
    }

    private Map<String, String> ownersOf(Shop shop, List<ImportRow> rows) {
        List<String> skus = rows.stream()
                .map(row -> row.text("sku"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return products.variants(shop.id(), skus).stream().collect(toMap(Variant::sku, Variant::productId));
    }

    /** What becomes of one product. */
    private record Change(
            Product product, boolean productChanged, boolean passagesChanged, List<VariantChange> variants) {
        int created() {
            return (int) variants.stream()
                    .filter(variant -> variant.before() == null)
                    .count();
        }

        int updated() {
            return (int) variants.stream()
                    .filter(variant -> variant.before() != null
                            && (productChanged || !variant.before().equals(variant.after())))
                    .count();
        }

        int unchanged() {
            return variants.size() - created() - updated();
        }
    }

    private record VariantChange(@Nullable Variant before, Variant after, int position) {}

    private static Change changeOf(@Nullable Listing before, List<Entry> entries, Instant now) {
        Map<String, Object> shared = sharedAttributes(entries);
        Product product = productOf(before, entries, shared, now);
        boolean productChanged = before == null || !sameWords(before.product(), product);

        List<VariantChange> variants = new ArrayList<>();
        boolean choicesChanged = false;
        int position = before == null ? 0 : before.variants().size();
        for (Entry entry : entries) {
            Variant old = before == null
                    ? null
                    : before.variants().stream()
                            .filter(variant -> variant.sku().equals(entry.sku()))
                            .findFirst()
                            .orElse(null);
            Variant variant = variantOf(old, entry, shared);
            variants.add(new VariantChange(old, variant, position++));
            choicesChanged |= old == null
                    || !Objects.equals(old.color(), variant.color())
                    || !Objects.equals(old.size(), variant.size())
                    || !old.attributes().equals(variant.attributes());
        }
        return new Change(product, productChanged, productChanged || choicesChanged, variants);
    }

    /** The attributes that are the same in every row of the product that has any. */
    private static Map<String, Object> sharedAttributes(List<Entry> entries) {
        List<Entry> described =
                entries.stream().filter(entry -> !entry.attributes().isEmpty()).toList();
        if (described.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> shared = new LinkedHashMap<>(described.getFirst().attributes());
        for (Entry entry : described) {
            shared.entrySet()
                    .removeIf(attribute ->
                            !Objects.equals(entry.attributes().get(attribute.getKey()), attribute.getValue()));
        }
        return shared;
    }

    private static Product productOf(
            @Nullable Listing before, List<Entry> entries, Map<String, Object> attributes, Instant now) {
        ProductStatus status = first(entries, Entry::status);
        if (status == null) {
            status = before == null ? ProductStatus.ACTIVE : before.product().status();
        }
        return new Product(
                entries.getFirst().productId(),
                Objects.requireNonNull(first(entries, Entry::title)),
                first(entries, Entry::description),
                first(entries, Entry::category),
                first(entries, Entry::brand),
                attributes,
                first(entries, Entry::imageUrl),
                first(entries, Entry::url),
                entries.stream()
                        .map(Entry::tags)
                        .filter(tags -> !tags.isEmpty())
                        .findFirst()
                        .orElse(List.of()),
                status,
                now);
    }

    private static <T> @Nullable T first(List<Entry> entries, Function<Entry, @Nullable T> field) {
        for (Entry entry : entries) {
            T value = field.apply(entry);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Variant variantOf(@Nullable Variant before, Entry entry, Map<String, Object> shared) {
        Map<String, Object> own = new LinkedHashMap<>(entry.attributes());
        own.keySet().removeAll(shared.keySet());
        int onHand = before == null ? 0 : before.onHand();
        return new Variant(
                entry.sku(),
                entry.productId(),
                entry.price(),
                entry.listPrice(),
                entry.color(),
                entry.size(),
                own,
                entry.onHand() == null ? onHand : entry.onHand());
    }

    private static boolean sameWords(Product before, Product after) {
        return before.title().equals(after.title())
                && Objects.equals(before.description(), after.description())
                && Objects.equals(before.category(), after.category())
                && Objects.equals(before.brand(), after.brand())
                && before.attributes().equals(after.attributes())
                && Objects.equals(before.imageUrl(), after.imageUrl())
                && Objects.equals(before.url(), after.url())
                && before.tags().equals(after.tags())
                && before.status() == after.status();
    }

    private void keep(Shop shop, List<Change> changes, Instant now) {
        List<Map<String, @Nullable Object>> productRows = new ArrayList<>();
        List<Map<String, @Nullable Object>> variantRows = new ArrayList<>();
        for (Change change : changes) {
            if (change.productChanged() || change.passagesChanged()) {
                productRows.add(row(change));
            }
            for (VariantChange variant : change.variants()) {
                if (!variant.after().equals(variant.before())) {
                    variantRows.add(row(variant));
                }
            }
        }
        inBatches(productRows, batch -> keepProducts(shop, batch, now));
        inBatches(variantRows, batch -> keepVariants(shop, batch, now));
    }

    private static Map<String, @Nullable Object> row(Change change) {
        Product product = change.product();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("product_id", product.productId());
        row.put("title", product.title());
        row.put("description", product.description());
        row.put("category", product.category());
        row.put("brand", product.brand());
        row.put("attributes", product.attributes());
        row.put("image_url", product.imageUrl());
        row.put("url", product.url());
        row.put("tags", product.tags());
        row.put("status", product.status().wireName());
        return row;
    }

    private static Map<String, @Nullable Object> row(VariantChange change) {
        Variant variant = change.after();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("sku", variant.sku());
        row.put("product_id", variant.productId());
        row.put("position", change.position());
        row.put("price_minor", variant.price().amountMinor());
        row.put(
                "list_price_minor",
                variant.listPrice() == null ? null : variant.listPrice().amountMinor());
        row.put("currency", variant.price().currency().getCurrencyCode());
        row.put("color", variant.color());
        row.put("size", variant.size());
        row.put("attributes", variant.attributes());
        row.put("on_hand", variant.onHand());
        return row;
    }

    private static <T> void inBatches(List<T> rows, Consumer<List<T>> keep) {
        for (int from = 0; from < rows.size(); from += ROWS_A_STATEMENT) {
            keep.accept(rows.subList(from, Math.min(rows.size(), from + ROWS_A_STATEMENT)));
        }
    }

    private void keepProducts(Shop shop, List<Map<String, @Nullable Object>> rows, Instant now) {
        jdbc.sql("""
                        insert into product as kept (
                            shop_id, product_id, title, description, category, brand, attributes,
                            image_url, url, tags, status, updated_at, revision, published_revision)
                        select :shop, given.product_id, given.title, given.description, given.category, given.brand,
                            given.attributes, given.image_url, given.url, given.tags, given.status, :now, 1, 0
                        from json_to_recordset(cast(:rows as json)) as given (
                            product_id text, title text, description text, category text, brand text,
                            attributes json, image_url text, url text, tags text[], status text)
                        on conflict (shop_id, product_id) do update
                        set title = excluded.title,
                            description = excluded.description,
                            category = excluded.category,
                            brand = excluded.brand,
                            attributes = excluded.attributes,
                            image_url = excluded.image_url,
                            url = excluded.url,
                            tags = excluded.tags,
                            status = excluded.status,
                            updated_at = excluded.updated_at,
                            revision = kept.revision + 1
                        """)
                .param("shop", shop.id().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    private void keepVariants(Shop shop, List<Map<String, @Nullable Object>> rows, Instant now) {
        jdbc.sql("""
                        insert into variant (
                            shop_id, sku, product_id, position, price_minor, list_price_minor, currency,
                            color, size, attributes, on_hand, updated_at)
                        select :shop, given.sku, given.product_id, given.position, given.price_minor,
                            given.list_price_minor, given.currency, given.color, given.size, given.attributes,
                            given.on_hand, :now
                        from json_to_recordset(cast(:rows as json)) as given (
                            sku text, product_id text, position integer, price_minor bigint, list_price_minor bigint,
                            currency text, color text, size text, attributes json, on_hand integer)
                        on conflict (shop_id, sku) do update
                        set price_minor = excluded.price_minor,
                            list_price_minor = excluded.list_price_minor,
                            currency = excluded.currency,
                            color = excluded.color,
                            size = excluded.size,
                            attributes = excluded.attributes,
                            on_hand = excluded.on_hand,
                            updated_at = excluded.updated_at
                        """)
                .param("shop", shop.id().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rows", json.writeValueAsString(rows))
                .update();
    }
}
