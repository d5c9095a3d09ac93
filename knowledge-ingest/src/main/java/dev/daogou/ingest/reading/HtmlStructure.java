package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Walks HTML and collects its headings, paragraphs, lists and tables. */
final class HtmlStructure {

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "legend",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul");

    private static final Set<String> NO_TEXT = Set.of(
            "script",
            "style",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
            "canvas",
            "head",
            "input",
            "select",
            "textarea",
            "button",
            "noscript");

    private final SectionBuilder sections = new SectionBuilder();
    private final InlineText running;
    private final @Nullable String baseUrl;

    private HtmlStructure(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
        this.running = new InlineText(baseUrl);
    }

    static List<Section> sectionsOf(Element root, @Nullable String baseUrl) {
        HtmlStructure structure = new HtmlStructure(baseUrl);
        structure.children(root);
        structure.endParagraph();
        return structure.sections.build();
    }

    static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }

    static boolean isSilent(Element element) {
        return NO_TEXT.contains(element.normalName())
                || element.hasAttr("hidden")
                || "true".equalsIgnoreCase(element.attr("aria-hidden"))
                || element.attr("style")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .contains("display:none");
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode text) {
                running.append(text);
            } else if (child instanceof Element element && !isSilent(element)) {
                if (isBlock(element) || containsBlock(element)) {
                    endParagraph();
                    block(element);
                    endParagraph();
                } else {
                    running.append(element);
                }
            }
        }
    }

    private void block(Element element) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                sections.heading(element.normalName().charAt(1) - '0', oneLine(text(element)));
            case "ul", "ol" -> list(element);
            case "dl" -> definitions(element);
            case "table" -> table(element);
            case "pre" -> sections.paragraph(element.wholeText().strip());
            case "details" -> details(element);
            default -> children(element);
        }
    }

    private void details(Element details) {
        Element summary = details.firstElementChild();
        if (summary != null && summary.nameIs("summary")) {
            String title = oneLine(text(summary));
            summary.remove();
            sections.below(title, () -> {
                children(details);
                endParagraph();
            });
        } else {
            children(details);
        }
    }

    private void list(Element list) {
        if (list.selectFirst("h1, h2, h3, h4, h5, h6, table, dl, details, pre") != null) {
            children(list);
            return;
        }
        List<String> items = ListItems.of(list, baseUrl);
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
        }
    }

    /** Terms with their descriptions are a list whose items say both. */
    private void definitions(Element list) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean described = false;
        for (Element part : list.select("dt, dd")) {
            if (part.nameIs("dt") && described) {
                items.add(item.toString());
                item.setLength(0);
                described = false;
            }
            String text = text(part);
            if (!text.isBlank()) {
                item.append(item.isEmpty() ? "" : "\n").append(text);
                described |= part.nameIs("dd");
            }
        }
        if (!item.isEmpty()) {
            items.add(item.toString());
        }
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
        }
    }

    private void table(Element table) {
        boolean layout = table.attr("role").equals("presentation")
                || (table.selectFirst("table table, h1, h2, h3, h4") != null && table.selectFirst("th") == null);
        if (layout) {
            children(table);
            return;
        }
        Element caption = table.selectFirst("> caption");
        if (caption != null) {
            sections.paragraph(text(caption));
        }
        HtmlTable.of(table, baseUrl).ifPresent(sections::add);
    }

    private void endParagraph() {
        String text = running.take();
        if (!text.isBlank()) {
            sections.add(new Paragraph(text));
        }
    }

    private String text(Element element) {
        return InlineText.of(element, baseUrl);
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    private static boolean containsBlock(Element element) {
        return element.stream().anyMatch(inner -> !inner.equals(element) && isBlock(inner));
    }
}
