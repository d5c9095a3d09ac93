package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.ingest.intake.Conflict;
import dev.daogou.ingest.intake.Decision;
import dev.daogou.ingest.intake.DocumentHistory;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.DocumentRefused;
import dev.daogou.ingest.intake.DocumentUnknown;
import dev.daogou.ingest.intake.Origin;
import dev.daogou.ingest.intake.Particulars;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.ingest.intake.Version;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One document: what it says, what waits for a decision, what is said of it, and its versions. */
@ConsolePage
class DocumentPage {

    private final DocumentIntake intake;
    private final DocumentHistory history;
    private final KnowledgeBase knowledge;

    DocumentPage(DocumentIntake intake, DocumentHistory history, KnowledgeBase knowledge) {
        this.intake = intake;
        this.history = history;
        this.knowledge = knowledge;
    }

    /** A passage with the amount in it that is in question. */
    record Marked(String documentId, String title, String titlePath, String before, String value, String after) {

        static Marked of(Conflict.Side side) {
            return new Marked(
                    side.documentId(),
                    side.title(),
                    side.titlePath(),
                    side.text().substring(0, side.start()),
                    side.text().substring(side.start(), side.end()),
                    side.text().substring(side.end()));
        }
    }

    record Versus(Marked mine, Marked other) {}

    record VersionRow(
            int version,
            String title,
            String state,
            @Nullable String givenBy,
            @Nullable Integer restores,
            long bytes,
            int passages,
            ZonedDateTime createdAt) {

        static VersionRow of(Version version, Shop shop) {
            return new VersionRow(
                    version.version(),
                    version.title(),
                    DocumentRow.name(version.state()),
                    version.givenBy(),
                    version.restores(),
                    version.bytes(),
                    version.passages(),
                    version.createdAt().atZone(shop.timeZone()));
        }
    }

    @GetMapping("/console/{shop}/documents/{id}")
    String document(Shop shop, @PathVariable String id, Model model) {
        DocumentRow document = DocumentRow.of(intake.document(shop.id().value(), id), shop);
        model.addAttribute("document", document);
        model.addAttribute("passages", knowledge.passagesOf(shop.id().value(), id));
        model.addAttribute("given", history.particulars(shop.id().value(), id));
        model.addAttribute("kinds", DocumentsPage.KINDS);
        model.addAttribute(
                "conflicts",
                history.conflicts(shop.id().value(), id).stream()
                        .map(conflict -> new Versus(Marked.of(conflict.mine()), Marked.of(conflict.other())))
                        .toList());
        model.addAttribute(
                "versions",
                history.versions(shop.id().value(), id).stream()
                        .map(version -> VersionRow.of(version, shop))
                        .toList());
        return "console/document";
    }

    @GetMapping("/console/{shop}/documents/{id}/compare")
    String compare(
            Shop shop,
            @PathVariable String id,
            @RequestParam int from,
            @RequestParam int to,
            Model model,
            RedirectAttributes said) {
        try {
            model.addAttribute(
                    "document", DocumentRow.of(intake.document(shop.id().value(), id), shop));
            model.addAttribute("comparison", history.compare(shop.id().value(), id, from, to));
            model.addAttribute(
                    "versions",
                    history.versions(shop.id().value(), id).stream()
                            .map(version -> VersionRow.of(version, shop))
                            .toList());
            return "console/compare";
        } catch (DocumentRefused refused) {
            said.addFlashAttribute("refused", refused.getMessage());
            return page(shop, id);
        }
    }

    @GetMapping("/console/{shop}/documents/{id}/versions/{version}/content")
    ResponseEntity<byte[]> content(Shop shop, @PathVariable String id, @PathVariable int version) {
        return DocumentHistoryController.download(history.original(shop.id().value(), id, version));
    }

    @PostMapping("/console/{shop}/documents/{id}/restore")
    String restore(
            Shop shop,
            @PathVariable String id,
            @RequestParam int version,
            StaffMember member,
            RedirectAttributes said) {
        return done(shop, id, said, () -> history.restore(shop.id().value(), id, version, member.name()));
    }

    @PostMapping("/console/{shop}/documents/{id}/decision")
    String decide(
            Shop shop,
            @PathVariable String id,
            @RequestParam String decision,
            StaffMember member,
            RedirectAttributes said) {
        Decision decided = Decision.of(decision)
                .orElseThrow(() -> new IllegalArgumentException("There is no such decision: " + decision));
        return done(shop, id, said, () -> history.decide(shop.id().value(), id, decided, member.name()));
    }

    @PostMapping("/console/{shop}/documents/{id}/version")
    String newVersion(
            Shop shop,
            @PathVariable String id,
            @RequestParam("file") MultipartFile file,
            StaffMember member,
            RedirectAttributes said) {
        Particulars given = history.particulars(shop.id().value(), id);
        String name = file.getOriginalFilename();
        Submission submission = new Submission(
                shop.id().value(),
                name == null || name.isBlank() ? "document" : name,
                file,
                given.kind(),
                given.productId(),
                given.title(),
                given.url(),
                given.validFrom(),
                given.validUntil(),
                Origin.of(member.name()));
        return done(shop, id, said, () -> intake.replace(id, submission));
    }

    @PostMapping("/console/{shop}/documents/{id}/particulars")
    String revise(
            Shop shop,
            @PathVariable String id,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam(required = false) @Nullable String productId,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate validFrom,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate validUntil,
            StaffMember member,
            RedirectAttributes said) {
        Particulars known = history.particulars(shop.id().value(), id);
        DocumentRow row = DocumentRow.of(intake.document(shop.id().value(), id), shop);
        Particulars given = new Particulars(
                PassageKind.of(kind),
                DocumentsPage.blankAsNull(productId),
                DocumentsPage.blankAsNull(title),
                known.url(),
                // A day that was left as it is may stand for a moment within it.
                java.util.Objects.equals(validFrom, row.validFrom())
                        ? known.validFrom()
                        : DocumentsPage.startOf(validFrom, shop),
                java.util.Objects.equals(validUntil, row.validUntil())
                        ? known.validUntil()
                        : DocumentsPage.endOf(validUntil, shop));
        return done(shop, id, said, () -> history.revise(shop.id().value(), id, given, member.name()));
    }

    private static String done(Shop shop, String id, RedirectAttributes said, Runnable deed) {
        try {
            deed.run();
        } catch (DocumentRefused refused) {
            said.addFlashAttribute("refused", refused.getMessage());
        } catch (DocumentUnknown gone) {
            return "redirect:/console/" + shop.id() + "/documents";
        }
        return page(shop, id);
    }

    private static String page(Shop shop, String id) {
        return "redirect:/console/" + shop.id() + "/documents/" + id;
    }
}
