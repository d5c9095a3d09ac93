package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.CrawlRequest;
import dev.daogou.ingest.intake.DocumentRefused;
import dev.daogou.ingest.intake.WebPages;
import dev.daogou.knowledge.PassageKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Web sites whose pages a shop takes in: begun, watched page by page, taken in again. */
@ConsolePage
class SitesPage {

    private static final int SHOWN = 20;
    private static final List<PassageKind> KINDS =
            List.of(PassageKind.GUIDE, PassageKind.POLICY, PassageKind.QA, PassageKind.SPEC, PassageKind.PROMOTION);

    private final WebPages pages;

    SitesPage(WebPages pages) {
        this.pages = pages;
    }

    @GetMapping("/console/{shop}/sites")
    String sites(Shop shop, Model model) {
        list(shop, model);
        model.addAttribute("kinds", KINDS);
        return "console/sites";
    }

    /** The list alone, for a page that watches it. */
    @GetMapping("/console/{shop}/sites/list")
    String rows(Shop shop, Model model) {
        list(shop, model);
        return "console/sites :: list";
    }

    @PostMapping("/console/{shop}/sites")
    String take(
            Shop shop,
            @RequestParam String url,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(defaultValue = "50") int maxPages,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String productId,
            Model model) {
        String product = productId == null || productId.isBlank() ? null : productId.strip();
        try {
            pages.crawl(
                    new CrawlRequest(shop.id().value(), url.strip(), depth, maxPages, PassageKind.of(kind), product));
            return "redirect:/console/" + shop.id() + "/sites";
        } catch (DocumentRefused refused) {
            model.addAttribute("refused", refused.getMessage());
            model.addAttribute("wanted", url);
            return sites(shop, model);
        }
    }

    private void list(Shop shop, Model model) {
        List<SiteRow> rows = pages.crawls(shop.id().value(), SHOWN).stream()
                .map(crawl -> SiteRow.of(crawl, shop))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("moving", rows.stream().anyMatch(SiteRow::moving));
    }
}
