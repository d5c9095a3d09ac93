package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.select.Selector;

/**
 * Leaves of a page what a visitor can get to see. Text that nobody sees is where instructions to machines are planted, so
 * it is not read. What a button, a tab or a link on the page brings forth counts as seen.
 */
final class VisibleHtml {

    private static final Set<String> NEVER_SEEN = Set.of(
            "script",
            "style",
            "template",
            "head",
            "iframe",
            "object",
            "embed",
            "canvas",
            "noscript",
            "noframes",
            "input",
            "datalist",
            "svg",
            "map",
            "param",
            "portal");

    private static final Pattern HIDING = Pattern.compile(
            "(?:^|[;{\\s])(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|opacity:0*\\.?0*(?:%|(?=;|!|$))"
                    + "|font-size:0*\\.?0*(?:px|pt|em|rem|%|(?=;|!|$))|(?:text-indent|left|top):-\\d{4,}|clip:rect\\(0(?:px)?[,0px]*\\)"
                    + "|transform:scale\\(0\\))");

    private static final Pattern RULE = Pattern.compile("([^{}]{1,300})\\{([^{}]{0,2000})}");
    private static final Pattern COMMENT_IN_STYLE = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern SIMPLE = Pattern.compile("[\\w\\s.#,>*-]+");
    private static final int MOST_RULES = 100;

    private VisibleHtml() {}

    /** Removes from the page what is never seen. */
    static void keepOnly(Document page) {
        Set<String> opened = openedFromThePage(page);
        List<Node> unseen = new ArrayList<>();
        for (String selector : hidingSelectors(page)) {
            try {
                page.select(selector).stream()
                        .filter(element -> !isOpenable(element, opened))
                        .forEach(unseen::add);
            } catch (Selector.SelectorParseException e) {
                // A rule we do not understand hides nothing.
            }
        }
        page.traverse((node, depth) -> {
            if (node instanceof Comment || node instanceof DataNode || node instanceof XmlDeclaration) {
                unseen.add(node);
            } else if (node instanceof Element element && isUnseen(element, opened)) {
                unseen.add(element);
            }
        });
        removeAll(unseen);
    }

    /** Removes many nodes at once: one by one, each would move all that come after it. */
    static void removeAll(Collection<? extends Node> nodes) {
        Set<Node> removed = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> parents = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : nodes) {
            Node parent = node.parentNode();
            if (parent != null && removed.add(node)) {
                parents.add(parent);
            }
        }
        for (Node parent : parents) {
            List<Node> kept = parent.childNodes().stream()
                    .filter(child -> !removed.contains(child))
                    .toList();
            parent.empty();
            if (parent instanceof Element element) {
                element.appendChildren(kept);
            }
        }
    }

    private static boolean isUnseen(Element element, Set<String> opened) {
        if (element.nameIs("body")) {
            return false;
        }
        if (NEVER_SEEN.contains(element.normalName()) || "true".equalsIgnoreCase(element.attr("aria-hidden"))) {
            return true;
        }
        boolean hidden = (element.hasAttr("hidden") && !element.attr("hidden").equalsIgnoreCase("until-found"))
                || hides(element.attr("style"));
        return hidden && !isOpenable(element, opened);
    }

    private static boolean hides(String style) {
        return !style.isEmpty()
                && HIDING.matcher(style.toLowerCase(Locale.ROOT).replaceAll("\\s+", ""))
                        .find();
    }

    private static boolean isOpenable(Element element, Set<String> opened) {
        return element.attr("role").equals("tabpanel") || (!element.id().isEmpty() && opened.contains(element.id()));
    }

    /** The ids of what something on the page opens: tabs, folded answers. */
    private static Set<String> openedFromThePage(Document page) {
        Set<String> ids = new HashSet<>();
        for (Element opener : page.select("[aria-controls], [data-target], [data-bs-target], a[href^=#]")) {
            for (String name : List.of("aria-controls", "data-target", "data-bs-target", "href")) {
                for (String id : opener.attr(name).split("\\s+", -1)) {
                    if (!id.isEmpty() && (name.equals("aria-controls") || id.startsWith("#"))) {
                        ids.add(id.startsWith("#") ? id.substring(1) : id);
                    }
                }
            }
        }
        return ids;
    }

    /** What the page's own style sheets hide always, not only in print or on small screens. */
    private static List<String> hidingSelectors(Document page) {
        List<String> selectors = new ArrayList<>();
        for (Element style : page.select("style")) {
            String rules =
                    withoutConditions(COMMENT_IN_STYLE.matcher(style.data()).replaceAll(""));
            Matcher rule = RULE.matcher(rules);
            while (rule.find() && selectors.size() < MOST_RULES) {
                String selector = rule.group(1).strip();
                if (hides(rule.group(2)) && SIMPLE.matcher(selector).matches()) {
                    selectors.add(selector);
                }
            }
        }
        return selectors;
    }

    /** Blocks in blocks, such as {@code @media print}, are left out. */
    private static String withoutConditions(String rules) {
        StringBuilder always = new StringBuilder();
        int depth = 0;
        boolean conditional = false;
        int start = 0;
        for (int i = 0; i < rules.length(); i++) {
            char at = rules.charAt(i);
            if (at == '{') {
                if (depth == 0) {
                    conditional = rules.substring(start, i).strip().startsWith("@");
                }
                depth++;
            } else if (at == '}' && depth > 0) {
                depth--;
                if (depth == 0) {
                    if (!conditional) {
                        always.append(rules, start, i + 1);
                    }
                    start = i + 1;
                }
            } else if (at == ';' && depth == 0) {
                start = i + 1;
            }
        }
        return always.toString();
    }
}
