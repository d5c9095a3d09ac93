package dev.daogou.ingest.reading;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** The text of running HTML: white space as a browser shows it, links and pictures with their address in brackets. */
final class InlineText {

    /** A line break of the source inside Chinese or Japanese text stands for nothing. */
    private static final Pattern BREAK_IN_CJK = Pattern.compile(
            "(?<=[\\p{IsHan}\\u3000-\\u303f\\uff00-\\uffef])\\s*[\\r\\n]\\s*(?=[\\p{IsHan}\\u3000-\\u303f\\uff00-\\uffef])");

    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f\\u00a0\\u200b\\ufeff]+");
    private static final Pattern SPACES_AT_BREAK = Pattern.compile(" *\\u2028[ \\u2028]*");
    private static final char LINE_BREAK = '\u2028';

    private final StringBuilder text = new StringBuilder();
    private final @Nullable String baseUrl;
    private final @Nullable List<Element> lists;

    InlineText(@Nullable String baseUrl) {
        this(baseUrl, null);
    }

    private InlineText(@Nullable String baseUrl, @Nullable List<Element> lists) {
        this.baseUrl = baseUrl;
        this.lists = lists;
    }

    /** Puts the lists it meets into {@code lists} instead of reading them. */
    static InlineText leavingOutLists(@Nullable String baseUrl, List<Element> lists) {
        return new InlineText(baseUrl, lists);
    }

    /** The text with its white space and line breaks as they are. */
    static String ofLines(Element element) {
        return element.wholeText()
                .replace("\r\n", "\n")
                .replace('\u00a0', ' ')
                .stripTrailing()
                .replaceFirst("^(?:[ \\t]*\\n)+", "");
    }

    static String of(Element element, @Nullable String baseUrl) {
        InlineText inline = new InlineText(baseUrl);
        inline.children(element);
        return inline.take();
    }

    void append(TextNode node) {
        text.append(SPACES.matcher(BREAK_IN_CJK.matcher(node.getWholeText()).replaceAll(""))
                .replaceAll(" "));
    }

    void append(Element element) {
        if (lists != null && HtmlStructure.isList(element)) {
            lists.add(element);
            text.append(LINE_BREAK);
            return;
        }
        switch (element.normalName()) {
            case "br" -> text.append(LINE_BREAK);
            case "ol" -> numbered(element);
            case "img" -> addressed(element.attr("alt"), element.attr("src"));
            case "video", "audio" -> addressed(element.attr("title"), mediaAddress(element));
            case "a" -> {
                int start = text.length();
                children(element);
                if (isAnyTextFrom(start)) {
                    addressed("", element.attr("href"));
                }
            }
            default -> {
                boolean block = HtmlStructure.isBlock(element);
                if (block) {
                    text.append(LINE_BREAK);
                }
                children(element);
                if (block) {
                    text.append(LINE_BREAK);
                }
            }
        }
    }

    private void numbered(Element list) {
        int number = ListItems.firstNumber(list);
        for (Element item : list.children()) {
            text.append(LINE_BREAK);
            if (item.nameIs("li")) {
                text.append(number++).append(". ");
            }
            children(item);
        }
        text.append(LINE_BREAK);
    }

    /** What was collected so far; begins anew. */
    String take() {
        String collected = SPACES.matcher(text).replaceAll(" ");
        text.setLength(0);
        return SPACES_AT_BREAK.matcher(collected).replaceAll("\n").strip();
    }

    /** What stands inside the element, without the element's own shape. */
    void appendInside(Element element) {
        children(element);
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode node) {
                append(node);
            } else if (child instanceof Element element) {
                append(element);
            }
        }
    }

    private boolean isAnyTextFrom(int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) > ' ' && text.charAt(i) != '\u00a0' && text.charAt(i) != '\u200b') {
                return true;
            }
        }
        return false;
    }

    private void addressed(String words, String address) {
        String resolved = resolve(address.strip());
        text.append(words);
        if (resolved != null && !endsWith(resolved)) {
            text.append(words.isEmpty() && text.isEmpty() ? "(" : " (")
                    .append(resolved)
                    .append(')');
        }
    }

    private boolean endsWith(String end) {
        int from = text.length() - end.length();
        return from >= 0 && text.indexOf(end, from) == from;
    }

    private static String mediaAddress(Element media) {
        Element source = media.selectFirst("source[src]");
        return media.hasAttr("src") ? media.attr("src") : source == null ? "" : source.attr("src");
    }

    /** The address as a reader elsewhere can use it, null where there is none: an anchor, a script, a relative path. */
    private @Nullable String resolve(String address) {
        String start = address.toLowerCase(Locale.ROOT);
        if (address.isEmpty() || start.startsWith("#")) {
            return null;
        }
        if (start.startsWith("http://") || start.startsWith("https://")) {
            return address;
        }
        if (start.matches("[a-z][a-z0-9+.-]*:.*")) {
            return null;
        }
        if (baseUrl == null) {
            return address.startsWith("/") ? address : null;
        }
        try {
            return URI.create(baseUrl).resolve(address).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
