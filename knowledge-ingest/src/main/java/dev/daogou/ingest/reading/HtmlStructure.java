package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Walks HTML and collects its headings, paragraphs, lists and tables. The parser ends a branch that grows deeper than 512
 * elements and goes on beside it, so the walk's own depth is bounded; each element is met a fixed number of times.
 */
final class HtmlStructure {

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
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
            "hgroup",
            "hr",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "optgroup",
            "option",
            "p",
            "pre",
            "search",
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

    private static final Set<String> LISTS = Set.of("ul", "ol", "menu", "dir");

    /** What cannot be an item's line in a list: it has a shape of its own. */
    private static final Set<String> SHAPED =
            Set.of("h1", "h2", "h3", "h4", "h5", "h6", "table", "dl", "details", "pre");

    private final SectionBuilder sections = new SectionBuilder();
    private final Set<Node> holdingBlocks = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> holdingShaped = Collections.newSetFromMap(new IdentityHashMap<>());
    private final InlineText running;
    private final @Nullable String baseUrl;
    private String marker = "";

    private HtmlStructure(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
        this.running = new InlineText(baseUrl);
    }

    /** What stands below {@code root}; {@code baseUrl} is the address that links are relative to. */
    static List<Section> sectionsOf(Element root, @Nullable String baseUrl) {
        HtmlStructure structure = new HtmlStructure(baseUrl);
        root.traverse(structure.new Holding());
        structure.children(root);
        structure.endParagraph();
        return structure.sections.build();
    }

    static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }

    static boolean isList(Element element) {
        return LISTS.contains(element.normalName());
    }

    /** Marks, from the leaves up, what has blocks inside. */
    private final class Holding implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            // Known on the way back.
        }

        @Override
        public void tail(Node node, int depth) {
            Node parent = node.parentNode();
            if (parent == null || !(node instanceof Element element)) {
                return;
            }
            if (isBlock(element) || holdingBlocks.contains(element)) {
                holdingBlocks.add(parent);
            }
            if (SHAPED.contains(element.normalName()) || holdingShaped.contains(element)) {
                holdingShaped.add(parent);
            }
        }
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode text) {
                running.append(text);
            } else if (child instanceof Element element) {
                if (isBlock(element) || holdingBlocks.contains(element)) {
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
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element);
            case "ul", "ol", "menu", "dir" -> list(element);
            case "dl" -> definitions(element);
            case "table" -> table(element);
            case "pre" -> sections.paragraph(InlineText.ofLines(element));
            case "details" -> details(element);
            default -> children(element);
        }
    }

    private void heading(Element heading) {
        if (holdingShaped.contains(heading)) {
            children(heading);
        } else {
            sections.heading(heading.normalName().charAt(1) - '0', marked(oneLine(text(heading))));
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
        if (holdingShaped.contains(list)) {
            items(list);
            return;
        }
        List<String> items = ListItems.of(list, baseUrl);
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
        }
    }

    /** Items that hold more than running text: each with its number before its first words. */
    private void items(Element list) {
        int number = ListItems.firstNumber(list);
        for (Node child : list.childNodes()) {
            if (child instanceof TextNode text) {
                running.append(text);
            } else if (child instanceof Element item) {
                endParagraph();
                marker = list.nameIs("ol") && item.nameIs("li") ? number++ + ". " : "";
                if (item.nameIs("li")) {
                    children(item);
                } else {
                    block(item);
                }
                endParagraph();
                marker = "";
            }
        }
    }

    /** Terms with their descriptions are a list whose items say both. */
    private void definitions(Element list) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean described = false;
        for (Element part : partsOf(list)) {
            boolean term = part.nameIs("dt");
            if (term && described) {
                items.add(item.toString());
                item.setLength(0);
                described = false;
            }
            String text = text(part);
            if (!text.isBlank()) {
                item.append(item.isEmpty() ? "" : "\n").append(text);
                described |= !term;
            }
        }
        if (!item.isEmpty()) {
            items.add(item.toString());
        }
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
        }
    }

    /** Terms and descriptions, also where each pair stands in a group of its own. */
    private static List<Element> partsOf(Element list) {
        List<Element> parts = new ArrayList<>();
        for (Element child : list.children()) {
            boolean group = child.nameIs("div") && child.selectFirst("> dt, > dd") != null;
            parts.addAll(group ? child.children() : List.of(child));
        }
        return parts;
    }

    private void table(Element table) {
        boolean layout = table.attr("role").equals("presentation")
                || (table.selectFirst("table table, h1, h2, h3, h4") != null && table.selectFirst("th") == null);
        if (layout) {
            children(table);
            return;
        }
        for (Element child : table.children()) {
            if (child.nameIs("caption")) {
                sections.paragraph(text(child));
            }
        }
        HtmlTable.of(table, baseUrl).ifPresent(sections::add);
    }

    private void endParagraph() {
        String text = running.take();
        if (!text.isBlank()) {
            sections.add(new Paragraph(marked(text)));
        }
    }

    private String marked(String text) {
        String marked = text.isBlank() ? text : marker + text;
        marker = text.isBlank() ? marker : "";
        return marked;
    }

    private String text(Element element) {
        return InlineText.of(element, baseUrl);
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
