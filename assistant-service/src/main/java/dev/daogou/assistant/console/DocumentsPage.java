package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.Origin;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.PassageKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** A shop's documents: handed in, watched on their way, looked into, tried again, removed. */
@ConsolePage
class DocumentsPage {

    private static final int ON_ONE_PAGE = 50;
    static final List<PassageKind> KINDS =
            List.of(PassageKind.POLICY, PassageKind.GUIDE, PassageKind.SPEC, PassageKind.PROMOTION, PassageKind.QA);

    private final DocumentIntake intake;
    private final Clock clock;

    DocumentsPage(DocumentIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @GetMapping("/console/{shop}/documents")
    String documents(Shop shop, @RequestParam(required = false) @Nullable String after, Model model) {
        list(shop, after, model);
        model.addAttribute("kinds", KINDS);
        return "console/documents";
    }

    /** The list alone, for a page that watches it. */
    @GetMapping("/console/{shop}/documents/list")
    String rows(Shop shop, @RequestParam(required = false) @Nullable String after, Model model) {
        list(shop, after, model);
        return "console/documents :: list";
    }

    @PostMapping("/console/{shop}/documents")
    String handIn(
            Shop shop,
            @RequestParam("file") List<MultipartFile> files,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String productId,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate validFrom,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate validUntil,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String swapped,
            StaffMember member,
            Model model) {
        for (MultipartFile file : files) {
            intake.accept(new Submission(
                    shop.id().value(),
                    nameOf(file),
                    file.getResource(),
                    PassageKind.of(kind),
                    blankAsNull(productId),
                    null,
                    null,
                    startOf(validFrom, shop),
                    endOf(validUntil, shop),
                    Origin.of(member.name())));
        }
        return changed(shop, swapped, model);
    }

    @PostMapping("/console/{shop}/documents/{id}/retry")
    String retry(
            Shop shop,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String swapped,
            Model model) {
        intake.retry(shop.id().value(), id);
        return changed(shop, swapped, model);
    }

    @PostMapping("/console/{shop}/documents/{id}/remove")
    String remove(
            Shop shop,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String swapped,
            Model model) {
        intake.remove(shop.id().value(), id);
        return changed(shop, swapped, model);
    }

    private String changed(Shop shop, @Nullable String swapped, Model model) {
        if (swapped == null) {
            return "redirect:/console/" + shop.id() + "/documents";
        }
        list(shop, null, model);
        return "console/documents :: list";
    }

    private void list(Shop shop, @Nullable String after, Model model) {
        List<Document> found = intake.documents(shop.id().value(), blankAsNull(after), ON_ONE_PAGE);
        List<DocumentRow> rows =
                found.stream().map(document -> DocumentRow.of(document, shop)).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), shop.timeZone()));
        model.addAttribute("moving", rows.stream().anyMatch(DocumentRow::moving));
        model.addAttribute("after", blankAsNull(after));
        model.addAttribute("next", found.size() == ON_ONE_PAGE ? found.getLast().id() : null);
    }

    private static String nameOf(MultipartFile file) {
        String name = file.getOriginalFilename();
        return name == null || name.isBlank() ? "document" : name;
    }

    static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The last day counts wholly. */
    static @Nullable Instant endOf(@Nullable LocalDate day, Shop shop) {
        return startOf(day == null ? null : day.plusDays(1), shop);
    }

    static @Nullable Instant startOf(@Nullable LocalDate day, Shop shop) {
        return day == null ? null : day.atStartOfDay(shop.timeZone()).toInstant();
    }
}
