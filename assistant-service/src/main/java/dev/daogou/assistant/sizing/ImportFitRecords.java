package dev.daogou.assistant.sizing;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import dev.daogou.assistant.sizing.FitRecords.Fitted;
import dev.daogou.assistant.sizing.FitRecords.RecordKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What buyers said of sizes: one row a purchase. A file that comes again changes nothing: a row is known by its shopper's
 * key, else by all it says, and by the how manieth of its kind it is in the file.
 */
@Component
class ImportFitRecords implements ImportKind {

    private static final int OLDEST = 120;

    private final FitRecords records;
    private final Products products;
    private final FitModels models;

    ImportFitRecords(FitRecords records, Products products, FitModels models) {
        this.records = records;
        this.products = products;
        this.models = models;
    }

    @Override
    public String name() {
        return "fit-records";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "productId",
                "size",
                "heightCm",
                "weightKg",
                "verdict",
                "shopperKey",
                "bustCm",
                "waistCm",
                "age",
                "category");
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("productId", "size", "heightCm", "weightKg", "verdict");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        List<RejectedRow> rejected = new ArrayList<>();
        Map<RecordKey, Fitted> right = read(shop, rows, rejected);
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        Map<RecordKey, Fitted> known = records.ofProducts(
                shop.id(),
                right.keySet().stream().map(RecordKey::productId).distinct().toList());
        Map<RecordKey, Fitted> changed = new LinkedHashMap<>();
        int created = 0;
        for (Map.Entry<RecordKey, Fitted> record : right.entrySet()) {
            Fitted before = known.get(record.getKey());
            if (!record.getValue().equals(before)) {
                changed.put(record.getKey(), record.getValue());
                created += before == null ? 1 : 0;
            }
        }
        if (store) {
            records.save(shop.id(), changed, changed.size() > created);
            models.learnAfterCommit(shop.id());
        }
        return new ImportOutcome(created, changed.size() - created, right.size() - changed.size(), rejected);
    }

    private Map<RecordKey, Fitted> read(Shop shop, List<ImportRow> rows, List<RejectedRow> rejected) {
        Map<String, String> categories = categories(shop, rows);
        Map<RecordKey, Fitted> right = new LinkedHashMap<>();
        Map<RecordKey, Integer> times = new HashMap<>();
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            String productId = check.required("productId", 100);
            String size = check.required("size", 100);
            String shopperKey = check.text("shopperKey", 200);
            Optional<Fitted> fitted = fitted(categories.get(productId), row, check);
            if (check.right() && fitted.isPresent()) {
                RecordKey kind = new RecordKey(productId, size, recordKey(shopperKey, fitted.get()));
                int time = times.merge(kind, 1, Integer::sum);
                right.put(new RecordKey(productId, size, kind.recordKey() + "#" + time), fitted.get());
            }
            rejected.addAll(check.mistakes());
        }
        return right;
    }

    private static String recordKey(@Nullable String shopperKey, Fitted fitted) {
        return shopperKey != null
                ? RecordKey.ofShopper(shopperKey)
                : "body:"
                        + String.join(
                                ",",
                                String.valueOf(fitted.heightCm()),
                                String.valueOf(fitted.weightKg()),
                                String.valueOf(fitted.bustCm()),
                                String.valueOf(fitted.waistCm()),
                                String.valueOf(fitted.age()),
                                fitted.verdict().wireName());
    }

    /** A record counts for its product's category, whether the file names it or not. */
    private Map<String, String> categories(Shop shop, List<ImportRow> rows) {
        List<String> ids = rows.stream()
                .map(row -> row.text("productId"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return products.find(shop.id(), ids).stream()
                .filter(listing -> listing.product().category() != null)
                .collect(toMap(
                        listing -> listing.product().productId(),
                        listing -> Objects.requireNonNull(listing.product().category())));
    }

    private static Optional<Fitted> fitted(@Nullable String categoryOfProduct, ImportRow row, RowCheck check) {
        Double heightCm = required(Measure.HEIGHT_CM, row, check);
        Double weightKg = required(Measure.WEIGHT_KG, row, check);
        Double bustCm = PlausibleMeasures.read(Measure.BUST_CM, check);
        Double waistCm = PlausibleMeasures.read(Measure.WAIST_CM, check);
        Integer age = check.count("age");
        if (age != null && age > OLDEST) {
            check.refuse("age", "年龄应在0–" + OLDEST + "之间", "An age is 0 to " + OLDEST);
        }
        String category = check.path("category");
        Verdict verdict = verdict(check);
        if (heightCm == null || weightKg == null || verdict == null) {
            return Optional.empty();
        }
        return Optional.of(new Fitted(
                category == null ? categoryOfProduct : category, heightCm, weightKg, bustCm, waistCm, age, verdict));
    }

    private static @Nullable Double required(Measure measure, ImportRow row, RowCheck check) {
        if (row.text(measure.wireName()) == null) {
            check.refuse(measure.wireName(), "缺少" + measure.wireName(), measure.wireName() + " is missing");
            return null;
        }
        return PlausibleMeasures.read(measure, check);
    }

    private static @Nullable Verdict verdict(RowCheck check) {
        String text = check.required("verdict", 40);
        Verdict verdict = Verdict.of(text).orElse(null);
        if (verdict == null && !text.isEmpty()) {
            check.refuse(
                    "verdict",
                    "不认识“" + text + "”,请用" + Verdict.names() + "之一",
                    "'" + text + "' is not a verdict; use one of " + Verdict.names());
        }
        return verdict;
    }
}
