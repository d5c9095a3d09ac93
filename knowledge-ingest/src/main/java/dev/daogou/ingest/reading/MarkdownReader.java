package dev.daogou.ingest.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads Markdown (CommonMark with GitHub's tables), by way of the HTML it stands for. */
final class MarkdownReader implements DocumentReader {

    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---[ \\t]*\\R(.*?)\\R(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern FRONT_TITLE = Pattern.compile("(?m)^title:[ \\t]*[\"']?(.*?)[\"']?[ \\t]*$");

    /** Quotes, lists and emphasis deeper than this are read as plain words; every line would be held against each level. */
    private static final int DEEPEST = 100;

    /** What begins a line in this many quotes or lists was made to be hard to read; its words are kept. */
    private static final Pattern ENDLESS_MARKS = Pattern.compile("(?m)^[ \\t>*+-]{200,}+(?=\\S)");

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

    @Override
    public Set<String> mediaTypes() {
        return new LinkedHashSet<>(List.of("text/markdown", "text/x-web-markdown"));
    }

    @Override
    public Set<String> endings() {
        return Set.of("md", "markdown");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        String text = TextDecoding.decode(file.content());
        String title = null;
        Matcher front = FRONT_MATTER.matcher(text);
        if (front.find()) {
            Matcher named = FRONT_TITLE.matcher(front.group(1));
            title = named.find() && !named.group(1).isBlank() ? named.group(1) : null;
            text = text.substring(front.end());
        }
        text = ENDLESS_MARKS.matcher(text).replaceAll("");
        Document page = Jsoup.parse(RENDERER.render(PARSER.parse(text)));
        VisibleHtml.keepOnly(page);
        Element body = page.body();
        return new ReadDocument(title == null ? firstHeading(body) : title, HtmlStructure.sectionsOf(body, file.url()));
    }

    private static @Nullable String firstHeading(Element body) {
        Element heading = body.selectFirst("h1");
        return heading == null || heading.text().isBlank() ? null : heading.text();
    }
}
