package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** The items of an HTML list, each with its marker and with the lists inside it indented below. */
final class ListItems {

    /** Lists that are deeper inside than this are indented no further: their white space would outgrow their words. */
    private static final int DEEPEST_SHOWN = 8;

    /** An item's line, {@code depth} lists below the outermost. */
    private record Line(int depth, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private final @Nullable String baseUrl;

    private ListItems(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    static List<String> of(Element list, @Nullable String baseUrl) {
        ListItems collected = new ListItems(baseUrl);
        collected.collect(list, 0);
        return collected.folded();
    }

    private void collect(Element list, int depth) {
        int before = lines.size();
        boolean numbered = list.nameIs("ol");
        int number = numbered ? firstNumber(list) : 0;
        for (Node child : list.childNodes()) {
            if (child instanceof Element inner && HtmlStructure.isList(inner)) {
                collect(inner, lines.size() > before ? depth + 1 : depth);
                continue;
            }
            List<Element> inside = new ArrayList<>();
            InlineText line = InlineText.leavingOutLists(baseUrl, inside);
            if (child instanceof Element item) {
                line.appendInside(item);
            } else if (child instanceof TextNode text) {
                line.append(text);
            }
            String text = line.take();
            boolean says = !text.isBlank();
            if (says) {
                String marker = numbered ? number + ". " : "- ";
                lines.add(new Line(depth, marker + text.replace("\n", "\n" + " ".repeat(marker.length()))));
                number++;
            }
            for (Element inner : inside) {
                collect(inner, says ? depth + 1 : depth);
            }
        }
    }

    /** Outermost items, each with all lines below it. */
    private List<String> folded() {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (Line line : lines) {
            String indent = "  ".repeat(Math.min(line.depth(), DEEPEST_SHOWN));
            if (line.depth() == 0 && !item.isEmpty()) {
                items.add(item.toString());
                item.setLength(0);
            }
            item.append(item.isEmpty() ? "" : "\n" + indent).append(line.text().replace("\n", "\n" + indent));
        }
        if (!item.isEmpty()) {
            items.add(item.toString());
        }
        return items;
    }

    /** Where the list begins to count. */
    static int firstNumber(Element list) {
        String start = list.attr("start");
        return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    }
}
