package dev.daogou.ingest.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/** Reads the content of an HTML page and leaves out what surrounds it: menus, header and footer, scripts. */
final class HtmlReader implements DocumentReader {

    private static final String SURROUNDINGS = """
            nav, aside, footer, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], \
            [role=search], [role=dialog], [class*=breadcrumb], [class*=cookie-], [id*=cookie-]""";

    /** Below this share of the page's words, a single article or main element is not taken for the page's content. */
    private static final double CONTENT_SHARE = 0.3;

    @Override
    public Set<String> mediaTypes() {
        return new LinkedHashSet<>(List.of("text/html", "application/xhtml+xml"));
    }

    @Override
    public Set<String> endings() {
        return Set.of("html", "htm", "xhtml");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        Document page = Jsoup.parse(TextDecoding.decodeHtml(file.content()));
        String title = titleOf(page);
        Element whole = page.body().clone();
        Element content = contentOf(page.body());
        content.select(SURROUNDINGS).not("main, article, body").remove();
        for (Element header : content.select("header")) {
            boolean ofThePage = header.closest("main, article") == null;
            if (ofThePage && header.selectFirst("h1") == null) {
                header.remove();
            }
        }
        List<Section> sections = HtmlStructure.sectionsOf(content, file.url());
        return new ReadDocument(title, sections.isEmpty() ? HtmlStructure.sectionsOf(whole, file.url()) : sections);
    }

    private static @Nullable String titleOf(Document page) {
        Elements headings = page.select("h1");
        String title = headings.size() == 1 ? headings.getFirst().text() : page.title();
        if (title.isBlank() && !headings.isEmpty()) {
            title = headings.getFirst().text();
        }
        return title.isBlank() ? null : title.strip();
    }

    private static Element contentOf(Element body) {
        int words = body.text().length();
        for (String candidate : List.of("main, [role=main]", "article")) {
            Elements found = body.select(candidate);
            if (found.size() == 1 && found.getFirst().text().length() >= words * CONTENT_SHARE) {
                return found.getFirst();
            }
        }
        return body;
    }
}
