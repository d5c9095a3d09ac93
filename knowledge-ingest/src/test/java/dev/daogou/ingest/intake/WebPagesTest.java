package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.Waiting;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IngestTest
class WebPagesTest {

    @Autowired
    private WebPages webPages;

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private KnowledgeBase knowledge;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private HttpServer site;
    private String root = "";
    private String shop = "";

    WebPagesTest() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        site.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            String target = redirects.get(path);
            String page = pages.get(path);
            if (target != null) {
                exchange.getResponseHeaders().add("Location", target);
                exchange.sendResponseHeaders(302, -1);
            } else if (page == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders()
                        .add("Content-Type", path.endsWith(".txt") ? "text/plain" : "text/html;charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    @BeforeEach
    void open() {
        site.start();
        root = "http://127.0.0.1:" + site.getAddress().getPort();
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    @Test
    void a_site_is_taken_in_as_far_as_depth_allows_and_no_other_site() throws InterruptedException {
        pages.put("/", page("Home", "Welcome to the mill.", "/a", "/b#top", "https://elsewhere.example/x"));
        pages.put("/a", page("Ale", "The ale is brewed on site.", "/a/deep", "/"));
        pages.put("/b", page("Bread", "The bread is baked at five.", "mailto:x@y.example"));
        pages.put("/a/deep", page("Deep", "Too far away."));

        Crawl crawl = ended(webPages.crawl(new CrawlRequest(shop, root, 1, 10, PassageKind.GUIDE, null)));

        assertThat(crawl.state()).isEqualTo(new Crawl.State.Done());
        assertThat(crawl.pages()).extracting(Crawl.Page::url).containsExactly(root + "/", root + "/a", root + "/b");
        assertThat(crawl.pages()).allSatisfy(met -> assertThat(met.documentId()).isNotNull());
        Document bread = Waiting.settled(
                intake,
                intake.document(shop, String.valueOf(crawl.pages().get(2).documentId())));
        assertThat(bread.title()).isEqualTo("Bread");
        List<Passage> passages = knowledge.passagesOf(shop, bread.id());
        assertThat(passages).extracting(Passage::text).containsExactly("The bread is baked at five.");
        assertThat(passages.getFirst().source().url()).isEqualTo(root + "/b");
    }

    @Test
    void no_more_pages_are_taken_in_than_asked_for() throws InterruptedException {
        pages.put("/", page("Home", "Many rooms.", "/1", "/2", "/3"));
        pages.put("/1", page("One", "First room."));
        pages.put("/2", page("Two", "Second room."));
        pages.put("/3", page("Three", "Third room."));

        Crawl crawl = ended(webPages.crawl(new CrawlRequest(shop, root, 3, 2, PassageKind.GUIDE, null)));

        assertThat(crawl.pages()).extracting(Crawl.Page::url).containsExactly(root + "/", root + "/1");
    }

    @Test
    void what_robots_are_asked_to_leave_alone_is_left_alone() throws InterruptedException {
        pages.put("/robots.txt", "User-agent: *\nDisallow: /private\n");
        pages.put("/", page("Home", "Open to all.", "/private/a", "/hidden"));
        pages.put("/private/a", page("Private", "Not for robots."));
        pages.put("/hidden", page("Hidden", "Nor this.").replace("<head>", "<head><meta name=robots content=noindex>"));

        Crawl crawl = ended(webPages.crawl(new CrawlRequest(shop, root, 1, 10, PassageKind.GUIDE, null)));

        assertThat(crawl.pages())
                .filteredOn(met -> met.documentId() != null)
                .extracting(Crawl.Page::url)
                .containsExactly(root + "/");
        assertThat(crawl.pages())
                .filteredOn(met -> met.documentId() == null)
                .hasSize(2)
                .allSatisfy(met -> assertThat(met.reason()).contains("robots"));
    }

    @Test
    void a_page_that_changed_becomes_a_new_version_of_the_same_document() throws InterruptedException {
        pages.put("/", page("Prices", "Flour costs 2."));
        CrawlRequest request = new CrawlRequest(shop, root, 0, 1, PassageKind.GUIDE, null);
        Crawl first = ended(webPages.crawl(request));
        Crawl again = ended(webPages.crawl(request));
        pages.put("/", page("Prices", "Flour costs 3."));
        Crawl changed = ended(webPages.crawl(request));

        assertThat(again.pages()).isEqualTo(first.pages());
        assertThat(changed.pages()).isEqualTo(first.pages());
        Document document = Waiting.settled(
                intake,
                intake.document(shop, String.valueOf(first.pages().getFirst().documentId())));
        assertThat(document.version()).isEqualTo(2);
        assertThat(knowledge.passagesOf(shop, document.id()))
                .extracting(Passage::text)
                .containsExactly("Flour costs 3.");
    }

    @Test
    void redirects_are_followed_inside_the_site_only() throws InterruptedException {
        redirects.put("/", "/start");
        pages.put("/start", page("Start", "You were led here.", "/away"));
        redirects.put("/away", "http://elsewhere.example/");

        Crawl crawl = ended(webPages.crawl(new CrawlRequest(shop, root, 1, 10, PassageKind.GUIDE, null)));

        assertThat(crawl.pages()).extracting(Crawl.Page::url).containsExactly(root + "/start", root + "/away");
        assertThat(crawl.pages().getLast().reason()).contains("http://elsewhere.example/");
    }

    @Test
    void a_first_page_that_is_not_there_fails_the_crawl_with_a_reason() throws InterruptedException {
        Crawl crawl = ended(webPages.crawl(new CrawlRequest(shop, root + "/none", 2, 10, PassageKind.GUIDE, null)));

        assertThat(crawl.state())
                .isInstanceOfSatisfying(
                        Crawl.State.Failed.class,
                        state -> assertThat(state.reason()).contains("404"));
        assertThat(intake.pending(shop)).isZero();
    }

    @Test
    void what_is_no_address_or_too_much_is_refused() {
        for (String address :
                List.of("ftp://a.example/", "not an address", "http://", "https://user:pass@a.example/")) {
            assertThatThrownBy(() -> webPages.crawl(new CrawlRequest(shop, address, 0, 1, PassageKind.GUIDE, null)))
                    .isInstanceOfSatisfying(
                            DocumentRefused.class,
                            refused -> assertThat(refused.code()).isEqualTo("address_invalid"));
        }
        assertThatThrownBy(() -> webPages.crawl(new CrawlRequest(shop, root, 6, 1, PassageKind.GUIDE, null)))
                .isInstanceOfSatisfying(
                        DocumentRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("crawl_too_wide"));
        assertThatThrownBy(() -> webPages.crawl(shop, "no-such-crawl")).isInstanceOf(CrawlUnknown.class);
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

    private static String page(String title, String words, String... links) {
        StringBuilder page = new StringBuilder("<html><head></head><body><nav>");
        for (String link : links) {
            page.append("<a href=\"").append(link).append("\">go</a>");
        }
        return page.append("</nav><h1>" + title + "</h1><p>" + words + "</p></body></html>")
                .toString();
    }
}
