package dev.daogou.assistant.console;

import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.shop.KnowledgeOnItsWay;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.sizing.FitFlags;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.IndexingState;
import dev.daogou.ingest.intake.ReindexShop;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Reindexing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How much a shop knows, what is on its way, and what needs a look. */
@ConsolePage
class OverviewPage {

    private static final int LOOKED_THROUGH = 200;

    private final KnowledgeBase knowledge;
    private final Reindexing reindexing;
    private final ReindexShop reindexShop;
    private final DocumentIntake intake;
    private final Products products;
    private final List<KnowledgeOnItsWay> onItsWay;
    private final FitFlags fitFlags;

    OverviewPage(
            KnowledgeBase knowledge,
            Reindexing reindexing,
            ReindexShop reindexShop,
            DocumentIntake intake,
            Products products,
            List<KnowledgeOnItsWay> onItsWay,
            FitFlags fitFlags) {
        this.knowledge = knowledge;
        this.reindexing = reindexing;
        this.reindexShop = reindexShop;
        this.intake = intake;
        this.products = products;
        this.onItsWay = onItsWay;
        this.fitFlags = fitFlags;
    }

    @GetMapping("/console/{shop}")
    String overview(Shop shop, Model model) {
        count(shop, model);
        searchModel(shop, model);
        model.addAttribute(
                "troubled",
                intake.documents(shop.id().value(), null, LOOKED_THROUGH).stream()
                        .filter(OverviewPage::needsALook)
                        .toList());
        model.addAttribute("flags", fitFlags.of(shop.id()));
        model.addAttribute(
                "home",
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
        return "console/overview";
    }

    /** The figures alone, for a page that stays open. */
    @GetMapping("/console/{shop}/figures")
    String figures(Shop shop, Model model) {
        count(shop, model);
        return "console/overview :: figures";
    }

    /** Which embedding model the shop is searched with, alone, for a page that stays open. */
    @GetMapping("/console/{shop}/model")
    String model(Shop shop, Model model) {
        searchModel(shop, model);
        return "console/overview :: model";
    }

    @PostMapping("/console/{shop}/model")
    String move(
            Shop shop,
            @RequestParam("model") String wanted,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String swapped,
            Model model) {
        reindexing.models().stream()
                .filter(one -> one.model().equals(wanted))
                .findFirst()
                .ifPresent(target -> reindexShop.begin(shop.id().value(), target));
        return swapped == null ? "redirect:/console/" + shop.id().value() : model(shop, model);
    }

    private void searchModel(Shop shop, Model model) {
        model.addAttribute("status", knowledge.status(shop.id().value()));
        model.addAttribute("models", reindexing.models());
        model.addAttribute("move", reindexing.progress(shop.id().value()).orElse(null));
    }

    private void count(Shop shop, Model model) {
        long pending = intake.pending(shop.id().value());
        for (KnowledgeOnItsWay room : onItsWay) {
            pending += room.pending(shop.id());
        }
        model.addAttribute("pending", pending);
        model.addAttribute("status", knowledge.status(shop.id().value()));
        model.addAttribute("products", products.count(shop.id()));
    }

    private static boolean needsALook(Document document) {
        return document.state() instanceof IndexingState.Failed || document.state() instanceof IndexingState.Blocked;
    }
}
