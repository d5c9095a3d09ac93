package dev.daogou.ingest.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** What stands around a page's content: menus, header and footer, notices, what else the shop has. */
final class PageSurroundings {

    private static final String LANDMARKS = """
            nav, aside, footer, dialog, menu, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], \
            [role=search], [role=dialog], [role=alertdialog], [role=menu], [role=menubar]""";

    private static final String MENUS = "nav, [role=navigation], [role=menu], [role=menubar]";
    private static final String EDGES = "header, footer, [role=banner], [role=contentinfo]";

    private static final String CONSENT = """
            [class*=cookie-], [id*=cookie-], [class*=cookie_], [id*=cookie_], [class*=consent], [id*=consent], \
            [id^=onetrust], [class*=gdpr]""";

    /** Words of a class or id that tell what only links onward. */
    private static final Pattern ONWARD = Pattern.compile(
            "nav|navbar|menu|submenu|sidebar|breadcrumbs?|pager|pagination|share|social|related|recommend(?:ed|ations?)?"
                    + "|footer|topbar|toolbar|newsletter|tags|crumbs?");

    private static final Pattern WORD_BREAK = Pattern.compile("[\\s_-]+|(?<=[a-z])(?=[A-Z])");
    private static final Pattern MONEY =
            Pattern.compile("(?:[¥￥$€£]|RMB|CNY|USD|HK\\$)?\\s*\\d[\\d,.]*\\s*(?:元|円|[¥￥$€£]|RMB|CNY|USD)?(?:\\s*起)?");
    private static final Set<String> TRADE = Set.of(
            "price",
            "lowprice",
            "highprice",
            "pricecurrency",
            "availability",
            "offers",
            "pricevaliduntil",
            "inventorylevel");

    /** Below this share of the page's words, a single article or main element is not taken for the page's content. */
    private static final double CONTENT_SHARE = 0.3;

    /** What has this share of its words in links leads onward. */
    private static final double ONWARD_SHARE = 0.6;

    private PageSurroundings() {}

    /** Takes the page's menus, header and footer out and returns them. */
    static Element takeOut(Element body) {
        List<Element> around = new ArrayList<>(body.select(MENUS));
        for (Element edge : body.select(EDGES)) {
            if (edge.closest("main, article") == null && edge.selectFirst("h1, h2, h3, main, article, table") == null) {
                around.add(edge);
            }
        }
        VisibleHtml.removeAll(around);
        return new Element("div").appendChildren(around);
    }

    /**
     * The page's content alone.
     *
     * @param product whether the page shows a product; its price and stock are left to the catalog, which knows them live
     */
    static Element contentOf(Element body, boolean product) {
        int words = body.text().length();
        VisibleHtml.removeAll(body.select(CONSENT).stream()
                .filter(notice -> notice.text().length() < words / 2)
                .toList());
        Element content = mainPartOf(body);
        List<Element> around = new ArrayList<>();
        for (Element part : content.select(LANDMARKS)) {
            if (!part.is("main, article, body")) {
                around.add(part);
            }
        }
        for (Element header : content.select("header")) {
            boolean ofThePage = header.closest("main, article") == null;
            if (ofThePage && header.selectFirst("h1") == null) {
                around.add(header);
            }
        }
        VisibleHtml.removeAll(around);
        VisibleHtml.removeAll(content.select("div, ul, ol, section, p").stream()
                .filter(PageSurroundings::leadsOnward)
                .toList());
        VisibleHtml.removeAll(content.select("button, select, textarea").stream()
                .filter(control -> !isQuestionToOpen(control))
                .toList());
        if (product) {
            leaveTradeOut(content);
        }
        return content;
    }

    private static Element mainPartOf(Element body) {
        int words = body.text().length();
        for (String candidate : List.of("main, [role=main]", "article")) {
            Elements found = body.select(candidate);
            if (found.size() == 1 && found.getFirst().text().length() >= words * CONTENT_SHARE) {
                return found.getFirst();
            }
        }
        return body;
    }

    private static boolean leadsOnward(Element element) {
        String names = element.className() + " " + element.id();
        if (names.isBlank()
                || WORD_BREAK
                        .splitAsStream(names)
                        .noneMatch(word ->
                                ONWARD.matcher(word.toLowerCase(Locale.ROOT)).matches())) {
            return false;
        }
        int all = element.text().length();
        int linked = element.select("a[href]").stream()
                .mapToInt(link -> link.text().length())
                .sum();
        return all == 0 || linked >= all * ONWARD_SHARE;
    }

    private static boolean isQuestionToOpen(Element control) {
        return control.nameIs("button")
                && (control.hasAttr("aria-expanded")
                        || control.hasAttr("aria-controls")
                        || control.closest("h1, h2, h3, h4, h5, h6, dt, summary") != null);
    }

    private static void leaveTradeOut(Element content) {
        List<Element> trade = new ArrayList<>();
        for (Element said : content.select("[itemprop]")) {
            if (TRADE.contains(said.attr("itemprop").toLowerCase(Locale.ROOT))) {
                trade.add(said);
            }
        }
        for (Element price : content.select("[class*=price], [class*=Price]")) {
            if (MONEY.matcher(price.text().strip()).matches()) {
                trade.add(price);
            }
        }
        VisibleHtml.removeAll(trade);
    }
}
