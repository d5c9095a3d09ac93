package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportFormat;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.Imports;
import dev.daogou.assistant.shop.imports.Imports.Manner;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** A shop's products, stock, coupons and past orders, checked and brought in from files. */
@ConsolePage
class ImportsPage {

    private static final String USUAL_KIND = "products";
    private static final int SHOWN_MISTAKES = 200;

    private final Imports imports;
    private final MessageSource texts;

    ImportsPage(Imports imports, MessageSource texts) {
        this.imports = imports;
        this.texts = texts;
    }

    @GetMapping("/console/{shop}/imports")
    String imports(Shop shop, @RequestParam(defaultValue = USUAL_KIND) String kind, Model model) {
        form(kind, model);
        return "console/imports";
    }

    @PostMapping("/console/{shop}/imports")
    String take(
            Shop shop,
            @RequestParam String kind,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean partial,
            Locale locale,
            Model model)
            throws IOException {
        form(kind, model);
        try {
            ImportOutcome outcome = imports.take(shop, kind, format(file), file.getBytes(), Manner.of(dryRun, partial));
            String summary = dryRun
                    ? outcome.rejected().isEmpty() ? "imports.wouldTakeAll" : "imports.wouldRefuse"
                    : "imports.taken";
            show(outcome, texts.getMessage(summary, new Object[] {outcome.accepted()}, locale), model);
        } catch (Problem refused) {
            List<RejectedRow> rows = refused.mistakes().stream()
                    .filter(mistake -> mistake.line() != null)
                    .map(mistake -> new RejectedRow(
                            Objects.requireNonNull(mistake.line()),
                            Objects.requireNonNullElse(mistake.field(), ""),
                            mistake.reason()))
                    .toList();
            if (rows.isEmpty()) {
                model.addAttribute("trouble", refused.getMessage());
            } else {
                show(new ImportOutcome(0, 0, 0, rows), texts.getMessage("imports.nothingTaken", null, locale), model);
            }
        }
        return "console/imports";
    }

    private void form(String kind, Model model) {
        model.addAttribute("kinds", imports.kinds());
        model.addAttribute("kind", kind);
        model.addAttribute("columns", imports.columns(kind));
    }

    private static void show(ImportOutcome outcome, String summary, Model model) {
        model.addAttribute("outcome", outcome);
        model.addAttribute("summary", summary);
        model.addAttribute(
                "rejected", outcome.rejected().stream().limit(SHOWN_MISTAKES).toList());
    }

    private static ImportFormat format(MultipartFile file) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "").toLowerCase(Locale.ROOT);
        @Nullable String type = file.getContentType();
        if (name.endsWith(".xlsx") || ImportFormat.XLSX.mediaType().equals(type)) {
            return ImportFormat.XLSX;
        }
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? ImportFormat.NDJSON : ImportFormat.CSV;
    }
}
