package dev.daogou.assistant.sizing;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import dev.daogou.assistant.sizing.SizeCharts.Owner;
import dev.daogou.assistant.sizing.SizeCharts.Range;
import dev.daogou.assistant.sizing.SizeCharts.RowKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The size charts of a file: one row a size and a measure, for a product or for a category. */
@Component
class ImportSizeCharts implements ImportKind {

    private final SizeCharts charts;

    ImportSizeCharts(SizeCharts charts) {
        this.charts = charts;
    }

    @Override
    public String name() {
        return "size-charts";
    }

    @Override
    public List<String> columns() {
        return List.of("productId", "category", "size", "measure", "min", "max");
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("size", "measure", "min", "max");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        List<RejectedRow> rejected = new ArrayList<>();
        Map<RowKey, Range> right = read(shop, rows, rejected);
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        Map<RowKey, Range> known = charts.rowsOf(
                shop.id(), right.keySet().stream().map(RowKey::owner).distinct().toList());
        Map<RowKey, Range> changed = new LinkedHashMap<>();
        int created = 0;
        for (Map.Entry<RowKey, Range> row : right.entrySet()) {
            Range before = known.get(row.getKey());
            if (!row.getValue().equals(before)) {
                changed.put(row.getKey(), row.getValue());
                created += before == null ? 1 : 0;
            }
        }
        if (store) {
            charts.save(shop.id(), changed);
        }
        return new ImportOutcome(created, changed.size() - created, right.size() - changed.size(), rejected);
    }

    private static Map<RowKey, Range> read(Shop shop, List<ImportRow> rows, List<RejectedRow> rejected) {
        Map<RowKey, Range> right = new LinkedHashMap<>();
        Map<RowKey, Integer> lines = new HashMap<>();
        Map<Owner, List<String>> sizes = new HashMap<>();
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            Owner owner = owner(check);
            String size = check.required("size", 100);
            Measure measure = measure(check);
            BigDecimal min = bound("min", measure, row, check);
            BigDecimal max = bound("max", measure, row, check);
            if (min != null && max != null && min.compareTo(max) > 0) {
                check.refuse("max", "max小于min", "max is less than min");
            }
            if (check.right() && owner != null && measure != null && min != null && max != null) {
                RowKey key = new RowKey(owner, size, measure);
                Integer earlier = lines.putIfAbsent(key, row.line());
                if (earlier != null) {
                    check.refuse(
                            "measure",
                            "与第" + earlier + "行重复:同一尺码的同一项",
                            "Line " + earlier + " says this of the same size already");
                } else {
                    List<String> inOrder = sizes.computeIfAbsent(owner, any -> new ArrayList<>());
                    if (!inOrder.contains(size)) {
                        inOrder.add(size);
                    }
                    right.put(key, new Range(min.doubleValue(), max.doubleValue(), inOrder.indexOf(size)));
                }
            }
            rejected.addAll(check.mistakes());
        }
        return right;
    }

    private static @Nullable Owner owner(RowCheck check) {
        String productId = check.text("productId", 100);
        String category = check.path("category");
        if (productId != null && category != null) {
            check.refuse("category", "productId和category只填一个", "Give productId or category, not both");
            return null;
        }
        if (productId != null) {
            return Owner.product(productId);
        }
        if (category != null) {
            return Owner.category(category);
        }
        if (check.right()) {
            check.refuse("productId", "productId和category要填一个", "Give productId or category");
        }
        return null;
    }

    private static @Nullable Measure measure(RowCheck check) {
        String text = check.required("measure", 40);
        Measure measure = Measure.of(text).orElse(null);
        if (measure == null && !text.isEmpty()) {
            check.refuse(
                    "measure",
                    "没有“" + text + "”这一项,请用" + Measure.names() + "之一",
                    "'" + text + "' is not a measure; use one of " + Measure.names());
        }
        return measure;
    }

    private static @Nullable BigDecimal bound(String field, @Nullable Measure measure, ImportRow row, RowCheck check) {
        if (row.text(field) == null) {
            check.refuse(field, "缺少" + field, field + " is missing");
            return null;
        }
        BigDecimal value = check.figure(field, "165");
        if (value != null && measure != null && !measure.isPlausible(value.doubleValue())) {
            PlausibleMeasures.refuse(field, measure, check);
            return null;
        }
        return value;
    }
}
