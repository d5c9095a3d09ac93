package dev.daogou.ingest.reading;

import java.net.URI;
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

    InlineText(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
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
        if (HtmlStructure.isSilent(element)) {
            return;
        }
        switch (element.normalName()) {
            case "br" -> text.append(LINE_BREAK);
            case "img" -> addressed(element.attr("alt"), element.attr("src"));
            case "video", "audio" -> addressed(element.attr("title"), mediaAddress(element));
            case "a" -> {
                int start = text.length();
                children(element);
                if (!SPACES.matcher(text.substring(start)).replaceAll("").isEmpty()) {
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

    /** What was collected so far; begins anew. */
    String take() {
        String collected = SPACES.matcher(text).replaceAll(" ");
        text.setLength(0);
        return SPACES_AT_BREAK.matcher(collected).replaceAll("\n").strip();
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

    private void addressed(String words, String address) {
        String resolved = resolve(address.strip());
        text.append(words);
        if (resolved != null && !text.toString().endsWith(resolved)) {
            text.append(words.isEmpty() && text.isEmpty() ? "(" : " (")
                    .append(resolved)
                    .append(')');
        }
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
