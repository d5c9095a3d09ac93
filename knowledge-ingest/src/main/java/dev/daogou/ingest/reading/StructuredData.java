package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself in schema.org's words: questions with answers, a product's properties, steps, and where the page
 * stands. Prices, stock and ratings are left out: the catalog knows them live, and a page would be quoted long after.
 */
final class StructuredData {

    private static final int MOST_PAIRS = 500;
    private static final int MOST_PROPERTIES = 100;
    private static final int LONGEST_VALUE = 2_000;

    private static final Map<String, List<String>> NAMES_OF_PROPERTIES = namesOfProperties();

    private final List<QuestionAndAnswer> pairs = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, List<String>> steps = new LinkedHashMap<>();
    private List<String> crumbs = List.of();
    private boolean aboutProduct;
    private final boolean chinese;

    private StructuredData(boolean chinese) {
        this.chinese = chinese;
    }

    static StructuredData of(Document page) {
        Element html = page.selectFirst("html");
        String language = html == null ? "" : html.attr("lang").toLowerCase(Locale.ROOT);
        boolean chinese = language.startsWith("zh")
                || (language.isEmpty() && page.text().codePoints().limit(5_000).anyMatch(Character::isIdeographic));
        StructuredData data = new StructuredData(chinese);
        for (SchemaThing thing : SchemaThing.of(page)) {
            data.take(thing);
        }
        return data;
    }

    boolean isAboutProduct() {
        return aboutProduct;
    }

    /** The sections with what they do not say themselves, and with the page's place as their first title. */
    List<Section> addedTo(List<Section> sections, @Nullable String title) {
        Visible visible = new Visible(sections);
        List<QuestionAndAnswer> told = pairs.stream()
                .filter(pair -> !visible.titles.contains(squeezed(pair.question())))
                .toList();
        List<Section> all = new ArrayList<>(told.isEmpty() ? sections : withoutTexts(sections, told));
        List<Block> blocks = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        properties.forEach((name, value) -> {
            if (!visible.says(value)) {
                rows.add(List.of(name, value));
            }
        });
        if (!rows.isEmpty()) {
            blocks.add(new Table(List.of(), rows));
        }
        blocks.addAll(told);
        if (!blocks.isEmpty()) {
            all.add(new Section(title == null ? List.of() : List.of(title), blocks));
        }
        steps.forEach((name, lines) -> {
            if (!lines.stream().allMatch(visible::says)) {
                all.add(new Section(name.isBlank() ? List.of() : List.of(name), List.of(new Listing(lines))));
            }
        });
        return crumbs.isEmpty() ? all : placed(all, title);
    }

    private void take(SchemaThing thing) {
        if (thing.is("Question")) {
            pair(thing);
        } else if (thing.is("Product", "ProductGroup", "IndividualProduct", "ProductModel", "Vehicle")) {
            product(thing);
        } else if (thing.is("HowTo", "Recipe")) {
            List<String> lines = new ArrayList<>();
            stepsOf(thing, lines, 0);
            if (!lines.isEmpty()) {
                steps.putIfAbsent(plain(thing.text("name")), List.copyOf(lines));
            }
        } else if (thing.is("BreadcrumbList") && crumbs.isEmpty()) {
            crumbs = thing.things("itemListElement").stream()
                    .map(StructuredData::nameOfCrumb)
                    .filter(name -> !name.isBlank())
                    .limit(8)
                    .toList();
        }
    }

    private void pair(SchemaThing question) {
        String asked = plain(question.text("name").isBlank() ? question.text("text") : question.text("name"));
        List<String> answers = new ArrayList<>();
        for (String property : List.of("acceptedAnswer", "suggestedAnswer")) {
            if (answers.isEmpty()) {
                question.things(property).forEach(answer -> answers.add(plain(answer.text("text"))));
            }
        }
        String answered = String.join("\n", answers).strip();
        boolean known = pairs.stream().anyMatch(pair -> pair.question().equals(asked));
        if (!asked.isBlank() && !answered.isBlank() && !known && pairs.size() < MOST_PAIRS) {
            pairs.add(new QuestionAndAnswer(asked, answered, null));
        }
    }

    private void product(SchemaThing product) {
        if (aboutProduct) {
            // A page's other products are what it recommends.
            return;
        }
        aboutProduct = true;
        NAMES_OF_PROPERTIES.forEach((property, names) -> property(names.get(chinese ? 1 : 0), product.text(property)));
        for (SchemaThing more : product.things("additionalProperty")) {
            property(plain(more.text("name")), (more.text("value") + " " + more.text("unitText")).strip());
        }
    }

    private void property(String name, String value) {
        String plain = plain(value);
        if (!name.isBlank()
                && !plain.isBlank()
                && plain.length() <= LONGEST_VALUE
                && properties.size() < MOST_PROPERTIES) {
            properties.putIfAbsent(name, plain);
        }
    }

    private static void stepsOf(SchemaThing thing, List<String> lines, int depth) {
        List<SchemaThing> parts = new ArrayList<>();
        for (String property : List.of("step", "recipeInstructions", "itemListElement")) {
            parts.addAll(thing.things(property));
        }
        for (SchemaThing step : parts) {
            String name = plain(step.text("name"));
            String text = plain(step.text("text"));
            String line = text.isBlank() || text.startsWith(name) ? (text.isBlank() ? name : text) : name + ": " + text;
            line = name.isBlank() ? text : line;
            if (!line.isBlank()) {
                lines.add((lines.size() + 1) + ". " + line);
            }
            if (depth < 3) {
                stepsOf(step, lines, depth + 1);
            }
        }
    }

    private static String nameOfCrumb(SchemaThing crumb) {
        if (!crumb.text("name").isBlank()) {
            return plain(crumb.text("name"));
        }
        return crumb.things("item").stream()
                .map(item -> plain(item.text("name")))
                .findFirst()
                .orElse("");
    }

    /** The page's place stands before its own title: {@code Help > Returns > How to return}. */
    private List<Section> placed(List<Section> sections, @Nullable String title) {
        List<String> path = new ArrayList<>(crumbs);
        if (title != null && (path.isEmpty() || !squeezed(path.getLast()).equals(squeezed(title)))) {
            path.add(title);
        }
        String place = String.join(" > ", path);
        List<Section> all = new ArrayList<>();
        for (Section section : sections) {
            List<String> titles = new ArrayList<>(section.titles());
            if (!titles.isEmpty() && title != null && titles.getFirst().equals(title)) {
                titles.set(0, place);
            } else {
                titles.addFirst(place);
            }
            all.add(new Section(titles, section.blocks()));
        }
        return all;
    }

    /** Without the paragraphs that say no more than a pair says: the page shows them and says them once more for machines. */
    private static List<Section> withoutTexts(List<Section> sections, List<QuestionAndAnswer> pairs) {
        Set<String> known = new LinkedHashSet<>();
        for (QuestionAndAnswer pair : pairs) {
            known.add(squeezed(pair.question()));
            known.add(squeezed(pair.answer()));
            pair.answer().lines().map(StructuredData::squeezed).forEach(known::add);
        }
        known.remove("");
        List<Section> rest = new ArrayList<>();
        for (Section section : sections) {
            List<Block> blocks = section.blocks().stream()
                    .filter(block ->
                            !(block instanceof Paragraph paragraph && known.contains(squeezed(paragraph.text()))))
                    .toList();
            if (!blocks.isEmpty()) {
                rest.add(new Section(section.titles(), blocks));
            }
        }
        return rest;
    }

    /** The words of a text that may be HTML. */
    private static String plain(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0
                ? text.strip()
                : InlineText.of(Jsoup.parseBodyFragment(text).body(), null);
    }

    private static String squeezed(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> namesOfProperties() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("name", List.of("Product", "商品"));
        names.put("brand", List.of("Brand", "品牌"));
        names.put("manufacturer", List.of("Manufacturer", "生产厂家"));
        names.put("model", List.of("Model", "型号"));
        names.put("sku", List.of("SKU", "商品编号"));
        names.put("mpn", List.of("Part number", "厂家型号"));
        names.put("gtin", List.of("GTIN", "条形码"));
        names.put("gtin13", List.of("EAN", "条形码"));
        names.put("category", List.of("Category", "类别"));
        names.put("color", List.of("Colour", "颜色"));
        names.put("size", List.of("Size", "尺码"));
        names.put("material", List.of("Material", "材质"));
        names.put("weight", List.of("Weight", "重量"));
        names.put("width", List.of("Width", "宽"));
        names.put("height", List.of("Height", "高"));
        names.put("depth", List.of("Depth", "深"));
        names.put("countryOfOrigin", List.of("Country of origin", "产地"));
        names.put("description", List.of("Description", "简介"));
        return names;
    }

    /** What the page shows already. */
    private static final class Visible {

        private final Set<String> titles = new LinkedHashSet<>();
        private final String text;

        private Visible(List<Section> sections) {
            StringBuilder all = new StringBuilder();
            for (Section section : sections) {
                section.titles().forEach(title -> {
                    titles.add(squeezed(title));
                    all.append(title).append('\n');
                });
                for (Block block : section.blocks()) {
                    switch (block) {
                        case Paragraph paragraph -> all.append(paragraph.text());
                        case Listing listing -> all.append(String.join("\n", listing.items()));
                        case Table table -> {
                            all.append(String.join("\n", table.header())).append('\n');
                            table.rows()
                                    .forEach(row ->
                                            all.append(String.join("\n", row)).append('\n'));
                        }
                        case QuestionAndAnswer pair -> {
                            titles.add(squeezed(pair.question()));
                            all.append(pair.question()).append(pair.answer());
                        }
                    }
                    all.append('\n');
                }
            }
            this.text = squeezed(all.toString());
        }

        private boolean says(String words) {
            return text.contains(squeezed(words.replaceFirst("^\\d+\\. ", "")));
        }
    }
}
