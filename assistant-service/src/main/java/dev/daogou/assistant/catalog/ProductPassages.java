package dev.daogou.assistant.catalog;

import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageDraft;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a product says about itself, cut into passages that can be found and quoted: an opening (title, brand, category,
 * choices, short facts, the beginning of the description), the rest of the short facts and of the description, and every
 * long attribute under its own name. Prices and stock are not in them: those are live.
 */
final class ProductPassages {

    /** Up to this long an attribute is a short fact and stands in a line with others. */
    private static final int SHORT_FACT = 40;

    /** From this length on an item of a list is a passage of its own. */
    private static final int ITEM_ALONE = 120;

    /** How much of the opening may be facts, so that the description has room to begin. */
    private static final int FACTS_IN_OPENING = 160;

    /** Attributes whose value is a name. */
    private static final Set<String> NAMING =
            Set.of("品牌", "系列", "型号", "款式名称", "商品名", "昵称", "brand", "series", "collection", "model", "name", "nickname");

    private final Listing listing;
    private final Product product;
    private final Language language;
    private final boolean chinese;
    private final List<PassageDraft> passages = new ArrayList<>();

    private ProductPassages(Listing listing, Language language) {
        this.listing = listing;
        this.product = listing.product();
        this.language = language;
        this.chinese = language == Language.ZH;
    }

    /** The passages of a product, in reading order; at least one. */
    static List<PassageDraft> of(Listing listing, Language language) {
        ProductPassages cutting = new ProductPassages(listing, language);
        cutting.cut();
        return List.copyOf(cutting.passages);
    }

    /** The attributes short enough to be told in a line with others, in the merchant's order. */
    static Map<String, String> shortFacts(Product product, Language language) {
        Map<String, String> facts = new LinkedHashMap<>();
        product.attributes().forEach((name, value) -> {
            if (isShortFact(value, language)) {
                facts.put(name.strip(), inline(value, language));
            }
        });
        return facts;
    }

    /** What shoppers call the product by beside its title: its brand, series and model. */
    static List<String> names(Product product) {
        List<String> names = new ArrayList<>();
        if (product.brand() != null && !product.brand().isBlank()) {
            names.add(product.brand());
        }
        product.attributes().forEach((attribute, value) -> {
            if (NAMING.contains(attribute.strip().toLowerCase(Locale.ROOT)) && value instanceof String name) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean isShortFact(@Nullable Object value, Language language) {
        String line = inline(value, language);
        boolean listed = value instanceof List<?> list && isDeep(list);
        return !line.isBlank() && !listed && Sentences.length(line) <= SHORT_FACT;
    }

    private void cut() {
        Map<String, Object> longer = new LinkedHashMap<>();
        List<String> facts = new ArrayList<>();
        product.attributes().forEach((name, value) -> {
            if (isShortFact(value, language)) {
                facts.add(fact(name, inline(value, language), language));
            } else if (!inline(value, language).isBlank()) {
                longer.put(name, value);
            }
        });

        List<String> told = basics();
        int room = FACTS_IN_OPENING;
        while (!facts.isEmpty() && room - Sentences.length(facts.getFirst()) >= 0) {
            String fact = facts.removeFirst();
            room -= Sentences.length(fact);
            told.add(fact);
        }
        StringBuilder opening = new StringBuilder(product.title());
        if (!told.isEmpty()) {
            opening.append('\n').append(String.join(separator(language), told));
        }
        List<String> description =
                new ArrayList<>(product.description() == null ? List.of() : Sentences.of(product.description()));
        StringBuilder beginning = new StringBuilder();
        while (!description.isEmpty()
                && Sentences.length(opening.toString())
                                + Sentences.length(beginning.toString())
                                + Sentences.length(description.getFirst())
                        <= Sentences.PASSAGE) {
            beginning
                    .append(Sentences.between(beginning, description.getFirst()))
                    .append(description.removeFirst());
        }
        if (!beginning.isEmpty()) {
            opening.append('\n').append(beginning.toString().strip());
        }
        add("", opening.toString());

        for (String rest : packedLines(facts, separator(language))) {
            add(chinese ? "参数" : "Specifications", rest);
        }
        for (String rest : Sentences.packed(description, Sentences.PASSAGE)) {
            add(chinese ? "商品介绍" : "Description", rest);
        }
        longer.forEach(this::cutAttribute);
    }

    /** Brand, category and the choices there are. */
    private List<String> basics() {
        List<String> basics = new ArrayList<>();
        addBasic(basics, chinese ? "品牌" : "Brand", product.brand());
        addBasic(basics, chinese ? "分类" : "Category", product.category());
        addBasic(basics, chinese ? "颜色" : "Colours", ProductFacts.joined(listing.colors(), language));
        addBasic(basics, chinese ? "尺码规格" : "Sizes", ProductFacts.joined(listing.sizes(), language));
        variantFacts().forEach((name, values) -> addBasic(basics, name, ProductFacts.joined(values, language)));
        addBasic(basics, chinese ? "标签" : "Tags", ProductFacts.joined(product.tags(), language));
        return basics;
    }

    /** What the variants differ in, beside colour and size. */
    private Map<String, List<String>> variantFacts() {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (Variant variant : listing.variants()) {
            variant.attributes().forEach((name, value) -> {
                String line = inline(value, language);
                List<String> values = facts.computeIfAbsent(name, ignored -> new ArrayList<>());
                if (!line.isBlank() && Sentences.length(line) <= SHORT_FACT && !values.contains(line)) {
                    values.add(line);
                }
            });
        }
        return facts;
    }

    private void addBasic(List<String> basics, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            basics.add(fact(name, value, language));
        }
    }

    private void cutAttribute(String name, Object value) {
        if (value instanceof List<?> items) {
            cutItems(
                    name,
                    items.stream()
                            .map(item -> inline(item, language))
                            .filter(item -> !item.isBlank())
                            .toList());
        } else if (value instanceof Map<?, ?> fields) {
            List<String> lines = new ArrayList<>();
            fields.forEach((key, inner) -> {
                if (inner instanceof List<?> list && isDeep(list)) {
                    String path = name + " > " + key;
                    cutItems(
                            path,
                            list.stream()
                                    .map(item -> inline(item, language))
                                    .filter(item -> !item.isBlank())
                                    .toList());
                } else if (inner != null && !inline(inner, language).isBlank()) {
                    lines.add(fact(String.valueOf(key), inline(inner, language), language));
                }
            });
            cutItems(name, lines);
        } else {
            Sentences.packed(Sentences.of(String.valueOf(value)), Sentences.PASSAGE)
                    .forEach(text -> add(name, text));
        }
    }

    /** A long item is a passage of its own, short neighbours share one. */
    private void cutItems(String name, List<String> items) {
        List<String> shared = new ArrayList<>();
        for (String item : items) {
            if (Sentences.length(item) >= ITEM_ALONE) {
                packedLines(shared, "\n").forEach(text -> add(name, text));
                shared.clear();
                Sentences.packed(Sentences.of(item), Sentences.PASSAGE).forEach(text -> add(name, text));
            } else {
                shared.add(item);
            }
        }
        packedLines(shared, "\n").forEach(text -> add(name, text));
    }

    private static List<String> packedLines(List<String> lines, String separator) {
        List<String> packed = new ArrayList<>();
        List<String> together = new ArrayList<>();
        int length = 0;
        for (String line : lines) {
            int more = Sentences.length(line);
            if (!together.isEmpty() && length + more > Sentences.PASSAGE) {
                packed.add(String.join(separator, together));
                together.clear();
                length = 0;
            }
            together.add(line);
            length += more;
        }
        if (!together.isEmpty()) {
            packed.add(String.join(separator, together));
        }
        return packed;
    }

    /** A value in one line: {@code 故障代码:E2;故障名称:缺水}. */
    private static String inline(@Nullable Object value, Language language) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> map -> {
                List<String> facts = new ArrayList<>();
                map.forEach((key, inner) -> {
                    String line = inline(inner, language);
                    if (!line.isBlank()) {
                        facts.add(fact(String.valueOf(key), line, language));
                    }
                });
                yield String.join(separator(language), facts);
            }
            case List<?> list -> {
                List<String> items = list.stream()
                        .map(item -> inline(item, language))
                        .filter(item -> !item.isBlank())
                        .toList();
                yield isDeep(list) ? String.join("\n", items) : ProductFacts.joined(items, language);
            }
            case Boolean yes -> {
                boolean chinese = language == Language.ZH;
                yield yes ? (chinese ? "是" : "yes") : (chinese ? "否" : "no");
            }
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            default -> String.valueOf(value).strip();
        };
    }

    private static boolean isDeep(List<?> list) {
        return list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
    }

    static String fact(String name, String value, Language language) {
        return name.strip() + (language == Language.ZH ? "\uFF1A" : ": ") + stripEnd(value);
    }

    /** Facts are joined by semicolons: a value's own full stop would stand before one. */
    private static String stripEnd(String value) {
        String stripped = value.strip();
        return stripped.endsWith("\u3002") || stripped.endsWith("\uFF1B") || stripped.endsWith(";")
                ? stripped.substring(0, stripped.length() - 1)
                : stripped;
    }

    static String separator(Language language) {
        return language == Language.ZH ? "\uFF1B" : "; ";
    }

    private void add(String heading, String text) {
        if (text.isBlank()) {
            return;
        }
        String titlePath = heading.isEmpty() ? product.title() : product.title() + " > " + heading;
        // The opening begins with the title itself.
        passages.add(new PassageDraft(titlePath, text, heading.isEmpty() ? text : titlePath + "\n" + text));
    }
}
