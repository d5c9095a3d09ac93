package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** The items of an HTML list, each with its marker and with the lists inside it indented below. */
final class ListItems {

    private ListItems() {}

    static List<String> of(Element list, @Nullable String baseUrl) {
        List<String> items = new ArrayList<>();
        boolean numbered = list.nameIs("ol");
        int number = numbered ? firstNumber(list) : 0;
        for (Node child : list.childNodes()) {
            if (child instanceof Element inner && HtmlStructure.isList(inner)) {
                addBelowLast(items, of(inner, baseUrl));
                continue;
            }
            List<Element> lists = new ArrayList<>();
            InlineText line = InlineText.leavingOutLists(baseUrl, lists);
            if (child instanceof Element item) {
                line.appendInside(item);
            } else if (child instanceof TextNode text) {
                line.append(text);
            }
            String text = line.take();
            List<String> nested = new ArrayList<>();
            for (Element inner : lists) {
                nested.addAll(of(inner, baseUrl));
            }
            if (text.isBlank()) {
                items.addAll(nested);
                continue;
            }
            String marker = numbered ? number + ". " : "- ";
            items.add(marker + text.replace("\n", "\n" + " ".repeat(marker.length())));
            number++;
            addBelowLast(items, nested);
        }
        return items;
    }

    private static void addBelowLast(List<String> items, List<String> nested) {
        if (nested.isEmpty()) {
            return;
        }
        if (items.isEmpty()) {
            items.addAll(nested);
            return;
        }
        String below = String.join("\n", nested).replace("\n", "\n  ");
        items.set(items.size() - 1, items.getLast() + "\n  " + below);
    }

    /** Where the list begins to count. */
    static int firstNumber(Element list) {
        String start = list.attr("start");
        return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    }
}
