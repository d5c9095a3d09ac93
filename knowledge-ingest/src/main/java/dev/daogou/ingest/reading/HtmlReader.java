package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTML page: what a visitor can see and what the page says of itself in schema.org's words. Of a page that was
 * fetched from a site, what surrounds its content is left out; a file that a merchant hands in is read whole, with its
 * menus at the end.
 */
final class HtmlReader implements DocumentReader {

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
        Document page = Jsoup.parse(TextDecoding.decodeHtml(file.content()), file.url() == null ? "" : file.url());
        StructuredData said = StructuredData.of(page);
        String named = page.title();
        VisibleHtml.keepOnly(page);
        String title = titleOf(page, named);
        List<Section> sections = file.url() == null ? ofFile(page) : ofSite(page, file.url(), said);
        return new ReadDocument(title, said.addedTo(sections, title));
    }

    private static List<Section> ofFile(Document page) {
        Element around = PageSurroundings.takeOut(page.body());
        List<Section> sections = new ArrayList<>(HtmlStructure.sectionsOf(page.body(), null));
        sections.addAll(HtmlStructure.sectionsOf(around, null));
        return sections;
    }

    private static List<Section> ofSite(Document page, String url, StructuredData said) {
        Element whole = page.body().clone();
        Element content = PageSurroundings.contentOf(page.body(), said.isAboutProduct());
        List<Section> sections = HtmlStructure.sectionsOf(content, url);
        return sections.isEmpty() ? HtmlStructure.sectionsOf(whole, url) : sections;
    }

    private static @Nullable String titleOf(Document page, String named) {
        Elements headings = page.select("h1");
        String title = headings.size() == 1 ? headings.getFirst().text() : named;
        if (title.isBlank() && !headings.isEmpty()) {
            title = headings.getFirst().text();
        }
        return title.isBlank() ? null : title.strip();
    }
}
