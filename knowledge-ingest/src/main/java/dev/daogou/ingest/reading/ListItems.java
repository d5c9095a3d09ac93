package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The items of an HTML list, each with its marker and with the lists inside it indented below. */
final class ListItems {

    private ListItems() {}

    static List<String> of(Element list, @Nullable String baseUrl) {
        List<String> items = new ArrayList<>();
        boolean numbered = list.nameIs("ol");
        int number = numbered ? firstNumber(list) : 0;
        for (Element child : list.children()) {
            if (HtmlStructure.isSilent(child)) {
                continue;
            }
            if (child.nameIs("ul") || child.nameIs("ol")) {
                addBelowLast(items, of(child, baseUrl));
                continue;
            }
            List<String> nested = new ArrayList<>();
            for (Element inner : child.select("ul, ol")) {
                if (inner.hasParent() && list.equals(closestList(inner))) {
                    nested.addAll(of(inner, baseUrl));
                }
            }
            Element own = child.clone();
            own.select("ul, ol").remove();
            String text = InlineText.of(own, baseUrl);
            if (!text.isBlank()) {
                String marker = numbered ? number + ". " : "- ";
                items.add(marker + text.replace("\n", "\n" + " ".repeat(marker.length())));
                number++;
                addBelowLast(items, nested);
            } else {
                items.addAll(nested);
            }
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

    private static @Nullable Element closestList(Element inner) {
        Element parent = inner.parent();
        return parent == null ? null : parent.closest("ul, ol");
    }

    private static int firstNumber(Element list) {
        String start = list.attr("start");
        return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    }
}
