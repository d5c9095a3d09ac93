package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.Waiting;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IngestTest
class SiteCrawlTest {

    @Autowired
    private WebPages webPages;

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private KnowledgeBase knowledge;

    private final LocalSite site;
    private String shop = "";

    SiteCrawlTest() throws IOException {
        site = new LocalSite();
    }

    @BeforeEach
    void open() {
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void pages_that_only_the_site_maps_name_are_found() throws Exception {
        site.text("/robots.txt", "User-agent: *\nDisallow: /admin\nSitemap: " + site.root() + "/maps/index.xml\n")
                .file("/maps/index.xml", "application/xml", """
                        <?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                        <sitemap><loc>%s/maps/help.xml.gz</loc></sitemap></sitemapindex>""".formatted(site.root())
                        .getBytes(StandardCharsets.UTF_8))
                .file("/maps/help.xml.gz", "application/x-gzip", gzipped("""
                        <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                        <url><loc>%1$s/returns</loc></url><url><loc>%1$s/admin/secret</loc></url>
                        <url><loc>https://elsewhere.example/x</loc></url></urlset>""".formatted(site.root())))
                .html("/", page("Home", "Nothing is linked here."))
                .html("/returns", page("Returns", "Send it back within a fortnight."))
                .html("/admin/secret", page("Secret", "Not for robots."));

        Crawl crawl = crawl("/", 1, 10);

        assertThat(taken(crawl)).containsExactly("/", "/returns");
        assertThat(site.asked()).doesNotContain("/admin/secret 200");
    }

    @Test
    void a_site_map_is_not_read_for_one_page_alone() throws Exception {
        site.html("/", page("Home", "Alone."));

        crawl("/", 0, 10);

        assertThat(site.asked()).containsExactly("/robots.txt 404", "/ 200");
    }

    @Test
    void a_page_that_has_not_changed_is_not_sent_again_and_stays_as_it_is() throws Exception {
        site.html("/", page("Home", "Open daily.", "/hours"), "ETag", "\"one\"")
                .html("/hours", page("Hours", "From nine to six."), "ETag", "\"two\"");
        Crawl first = crawl("/", 1, 10);
        settled(first);
        site.forgetAsked();

        Crawl second = crawl("/", 1, 10);

        assertThat(site.asked()).contains("/ 304", "/hours 304");
        assertThat(second.pages()).extracting(Crawl.Page::outcome).containsOnly(Crawl.Outcome.UNCHANGED);
        assertThat(second.pages())
                .extracting(Crawl.Page::documentId)
                .isEqualTo(first.pages().stream().map(Crawl.Page::documentId).toList());
        assertThat(settled(second)).extracting(Document::version).containsOnly(1);
        assertThat(intake.documents(shop, null, 10)).hasSize(2);
    }

    @Test
    void a_page_whose_document_was_removed_is_sent_again() throws Exception {
        site.html("/", page("Home", "Open daily."), "ETag", "\"one\"");
        Crawl first = crawl("/", 0, 1);
        settled(first);
        intake.remove(shop, String.valueOf(first.pages().getFirst().documentId()));

        Crawl second = crawl("/", 0, 1);

        assertThat(second.pages()).extracting(Crawl.Page::outcome).containsExactly(Crawl.Outcome.TAKEN);
        assertThat(settled(second)).hasSize(1);
    }

    @Test
    void a_page_that_is_gone_takes_its_document_with_it_even_when_nothing_links_to_it_any_more() throws Exception {
        site.html("/", page("Home", "Welcome.", "/sale"))
                .html("/sale", page("Sale", "Half of everything until Sunday."));
        settled(crawl("/", 1, 10));
        site.html("/", page("Home", "Welcome again.")).status("/sale", 410);

        Crawl second = crawl("/", 1, 10);

        settled(second);
        assertThat(second.pages())
                .filteredOn(met -> met.url().endsWith("/sale"))
                .singleElement()
                .satisfies(met -> assertThat(met.outcome()).isEqualTo(Crawl.Outcome.REMOVED));
        assertThat(intake.documents(shop, null, 10)).extracting(Document::title).containsExactly("Home");
    }

    @Test
    void a_page_known_by_several_addresses_is_one_document_under_its_real_one() throws Exception {
        String shirt = "<html><head><link rel=canonical href=/shirt><title>Shirt</title></head>"
                + "<body><h1>Shirt</h1><p>Washed cotton.</p></body></html>";
        site.html("/", page("Home", "Look around.", "/shirt?colour=red", "/shirt", "/shirt?utm_source=mail"))
                .html("/shirt", shirt)
                .html("/shirt?colour=red", shirt);

        Crawl crawl = crawl("/", 1, 10);

        assertThat(taken(crawl)).containsExactly("/", "/shirt");
        assertThat(settled(crawl)).hasSize(2);
        assertThat(site.asked()).noneMatch(asked -> asked.contains("utm_"));
    }

    @Test
    void what_pages_and_servers_ask_of_robots_is_obeyed() throws Exception {
        site.html("/", page("Home", "All here.", "/draft", "/list", "/others"))
                .html("/draft", page("Draft", "Not yet."), "X-Robots-Tag", "noindex")
                .html("/others", page("Others", "For us all the same."), "X-Robots-Tag", "googlebot: noindex")
                .html("/list", page("List", "Just follow none of these.", "/never"), "X-Robots-Tag", "nofollow")
                .html("/never", page("Never", "Never met."));

        Crawl crawl = crawl("/", 3, 10);

        assertThat(taken(crawl)).containsExactly("/", "/list", "/others");
        assertThat(site.asked()).doesNotContain("/never 200");
    }

    @Test
    void a_page_that_asks_no_longer_to_be_taken_in_takes_its_document_with_it() throws Exception {
        site.html("/", page("Home", "Open to all."));
        settled(crawl("/", 0, 1));
        site.html("/", page("Home", "Open to all."), "X-Robots-Tag", "none");

        crawl("/", 0, 1);

        assertThat(intake.documents(shop, null, 10)).isEmpty();
    }

    @Test
    void a_busy_site_is_asked_again_after_the_time_it_names() throws Exception {
        site.html("/", page("Home", "Here at last.")).firstAnswer("/", 503, "Retry-After", "0");

        Crawl crawl = crawl("/", 0, 1);

        assertThat(site.asked()).containsExactly("/robots.txt 404", "/ 503", "/ 200");
        assertThat(taken(crawl)).containsExactly("/");
    }

    @Test
    void a_site_that_wants_to_be_left_alone_for_long_is_left_alone() throws Exception {
        site.status("/", 429, "Retry-After", "86400");

        Crawl crawl = crawl("/", 0, 1);

        assertThat(site.asked()).containsExactly("/robots.txt 404", "/ 429");
        assertThat(crawl.state())
                .isInstanceOfSatisfying(
                        Crawl.State.Failed.class,
                        failed -> assertThat(failed.reason()).contains("left alone"));
    }

    @Test
    void what_repeats_on_most_pages_is_known_once() throws Exception {
        String promise = "<div class=box><h3>Our promise</h3><p>We have mended shoes since 1921.</p></div>";
        StringBuilder links = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            links.append("<a href=/p").append(i).append(">on</a> ");
            site.html(
                    "/p" + i,
                    "<body><h1>Shoe " + i + "</h1><p>Model number " + i + " has a welt.</p>" + promise + "</body>");
        }
        site.html("/", "<body><h1>Shoes</h1><p>Five models.</p>" + promise + links + "</body>");

        List<Document> documents = settled(crawl("/", 1, 10));

        List<String> texts = documents.stream()
                .flatMap(document -> knowledge.passagesOf(shop, document.id()).stream())
                .map(Passage::text)
                .toList();
        assertThat(texts).filteredOn(text -> text.contains("1921")).hasSize(1);
        assertThat(texts).filteredOn(text -> text.contains("has a welt")).hasSize(5);
        assertThat(texts).filteredOn(text -> text.contains("Our promise")).isEmpty();
    }

    @Test
    void the_server_is_believed_about_the_characters_of_a_page() throws Exception {
        site.file("/", "text/html; charset=GBK", page("退货", "七天内可以退货,运费由我们承担。").getBytes(Charset.forName("GBK")));

        List<Document> documents = settled(crawl("/", 0, 1));

        assertThat(knowledge.passagesOf(shop, documents.getFirst().id()))
                .extracting(Passage::text)
                .containsExactly("七天内可以退货,运费由我们承担。");
    }

    @Test
    void the_same_crawl_asked_for_twice_at_once_is_one() throws Exception {
        site.html("/", page("Home", "Once.")).firstAnswer("/robots.txt", 503, "Retry-After", "1");
        CrawlRequest request = new CrawlRequest(shop, site.root(), 0, 1, PassageKind.GUIDE, null);

        Crawl first = webPages.crawl(request);
        Crawl second = webPages.crawl(request);

        assertThat(second.id()).isEqualTo(first.id());
        ended(first);
    }

    @Test
    void a_page_on_another_port_of_the_same_machine_is_another_site() throws Exception {
        try (LocalSite other = new LocalSite()) {
            other.html("/", page("Other", "Not this shop's."));
            site.html("/", page("Home", "This shop's.", other.root() + "/"));

            crawl("/", 2, 10);

            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void a_crawl_of_nothing_but_a_picture_is_refused_with_a_reason() throws Exception {
        site.file("/", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});

        Crawl crawl = crawl("/", 0, 1);

        assertThat(crawl.state()).isInstanceOf(Crawl.State.Failed.class);
        assertThatThrownBy(() -> webPages.crawl(shop, "another")).isInstanceOf(CrawlUnknown.class);
    }

    private Crawl crawl(String path, int depth, int pages) throws InterruptedException {
        return ended(webPages.crawl(new CrawlRequest(shop, site.root() + path, depth, pages, PassageKind.GUIDE, null)));
    }

    private Crawl ended(Crawl crawl) throws InterruptedException {
        Waiting.until(() -> switch (webPages.crawl(shop, crawl.id()).state()) {
            case Crawl.State.Queued queued -> false;
            case Crawl.State.Running running -> false;
            case Crawl.State.Done done -> true;
            case Crawl.State.Failed failed -> true;
        });
        return webPages.crawl(shop, crawl.id());
    }

    private List<Document> settled(Crawl crawl) throws InterruptedException {
        List<Document> documents = new java.util.ArrayList<>();
        for (Crawl.Page met : crawl.pages()) {
            if (met.documentId() != null) {
                documents.add(Waiting.settled(intake, intake.document(shop, met.documentId())));
            }
        }
        return documents;
    }

    private List<String> taken(Crawl crawl) {
        return crawl.pages().stream()
                .filter(met -> met.outcome() == Crawl.Outcome.TAKEN)
                .map(met -> met.url().substring(site.root().length()))
                .toList();
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String page(String title, String words, String... links) {
        StringBuilder page = new StringBuilder("<html><head></head><body><nav>");
        for (String link : links) {
            page.append("<a href=\"").append(link).append("\">go</a>");
        }
        return page.append("</nav><h1>" + title + "</h1><p>" + words + "</p></body></html>")
                .toString();
    }
}
