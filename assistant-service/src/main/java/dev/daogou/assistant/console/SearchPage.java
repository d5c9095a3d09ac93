package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Searches a shop's knowledge the way the assistant does, and asks the assistant itself. */
@ConsolePage
class SearchPage {

    private static final int HITS = 12;
    private static final int LONGEST_QUESTION = 500;

    private final KnowledgeBase knowledge;

    SearchPage(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    @GetMapping("/console/{shop}/search")
    String search(
            Shop shop,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String productId,
            Model model) {
        String question = q == null ? "" : q.strip();
        question = question.substring(0, Math.min(question.length(), LONGEST_QUESTION));
        PassageKind only = Arrays.stream(PassageKind.values())
                .filter(one -> one.wireName().equals(kind))
                .findFirst()
                .orElse(null);
        String product = productId == null || productId.isBlank() ? null : productId.strip();
        model.addAttribute("q", question);
        model.addAttribute("kind", only);
        model.addAttribute("productId", product);
        model.addAttribute("kinds", PassageKind.values());
        if (!question.isEmpty()) {
            model.addAttribute(
                    "result",
                    knowledge.search(new SearchQuery(
                            shop.id().value(), question, only == null ? Set.of() : Set.of(only), product, HITS)));
        }
        return "console/search";
    }

    @GetMapping("/console/{shop}/ask")
    String ask(Shop shop) {
        return "console/ask";
    }
}
