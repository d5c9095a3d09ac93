package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentHistory;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.DocumentUnknown;
import dev.daogou.ingest.intake.Origin;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a merchant's documents in and tells where they stand. */
@RestController
@RequestMapping("/api/v1/shops/{shop}/documents")
class DocumentsController {

    private final DocumentIntake intake;
    private final DocumentHistory history;
    private final KnowledgeBase knowledge;

    DocumentsController(DocumentIntake intake, DocumentHistory history, KnowledgeBase knowledge) {
        this.intake = intake;
        this.history = history;
        this.knowledge = knowledge;
    }

    record PassageView(String passageId, int ordinal, String title, String text) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<DocumentView> accept(
            Shop shop,
            @RequestPart("file") MultipartFile file,
            @RequestParam("kind") String kind,
            @RequestParam(name = "productId", required = false) @Nullable String productId,
            @RequestParam(name = "title", required = false) @Nullable String title,
            @RequestParam(name = "url", required = false) @Nullable String url,
            @RequestParam(name = "validFrom", required = false) @Nullable String validFrom,
            @RequestParam(name = "validUntil", required = false) @Nullable String validUntil,
            @RequestParam(name = "replaces", required = false) @Nullable String replaces,
            StaffMember member) {
        Document document =
                intake.accept(submission(shop, file, kind(kind), productId, title, url, validFrom, validUntil)
                        .from(new Origin(null, member.name(), known(shop, replaces))));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(DocumentView.of(document));
    }

    /** A new version; what is not given again stays as it was. */
    @PutMapping(path = "/{id}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<DocumentView> replace(
            Shop shop,
            @PathVariable String id,
            @RequestPart("file") MultipartFile file,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestParam(name = "productId", required = false) @Nullable String productId,
            @RequestParam(name = "title", required = false) @Nullable String title,
            @RequestParam(name = "url", required = false) @Nullable String url,
            @RequestParam(name = "validFrom", required = false) @Nullable String validFrom,
            @RequestParam(name = "validUntil", required = false) @Nullable String validUntil,
            @RequestParam(name = "replaces", required = false) @Nullable String replaces,
            StaffMember member) {
        Document old = intake.document(shop.id().value(), id);
        Submission given = submission(
                shop, file, kind == null ? old.kind() : kind(kind), productId, title, url, validFrom, validUntil);
        Submission whole = new Submission(
                given.shop(),
                given.fileName(),
                given.content(),
                given.kind(),
                given.productId() == null ? old.productId() : given.productId(),
                given.title(),
                given.url(),
                given.validFrom() == null ? old.validFrom() : given.validFrom(),
                given.validUntil() == null ? old.validUntil() : given.validUntil(),
                new Origin(null, member.name(), known(shop, replaces)));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(DocumentView.of(intake.replace(id, whole)));
    }

    @GetMapping
    Listed<DocumentView> list(
            Shop shop,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        if (limit < 1 || limit > 200) {
            throw invalid("limit", "limit is from 1 to 200");
        }
        List<Document> page = intake.documents(shop.id().value(), cursor, limit + 1);
        boolean more = page.size() > limit;
        List<DocumentView> items =
                page.stream().limit(limit).map(DocumentView::of).toList();
        return new Listed<>(items, more ? items.getLast().id() : null);
    }

    @GetMapping("/{id}")
    DocumentView one(Shop shop, @PathVariable String id) {
        return DocumentView.of(
                intake.document(shop.id().value(), id),
                history.conflicts(shop.id().value(), id));
    }

    @GetMapping("/{id}/passages")
    Listed<PassageView> passages(Shop shop, @PathVariable String id) {
        Document document = intake.document(shop.id().value(), id);
        return Listed.whole(knowledge.passagesOf(shop.id().value(), document.id()).stream()
                .map(passage ->
                        new PassageView(passage.passageId(), passage.ordinal(), passage.titlePath(), passage.text()))
                .toList());
    }

    @PostMapping("/{id}/retry")
    ResponseEntity<DocumentView> retry(Shop shop, @PathVariable String id) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(DocumentView.of(intake.retry(shop.id().value(), id)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(Shop shop, @PathVariable String id) {
        intake.document(shop.id().value(), id);
        intake.remove(shop.id().value(), id);
        return ResponseEntity.noContent().build();
    }

    private static Submission submission(
            Shop shop,
            MultipartFile file,
            PassageKind kind,
            @Nullable String productId,
            @Nullable String title,
            @Nullable String url,
            @Nullable String validFrom,
            @Nullable String validUntil) {
        String name = file.getOriginalFilename();
        Instant from = ShopTimes.beginning("validFrom", validFrom, shop);
        Instant until = ShopTimes.end("validUntil", validUntil, shop);
        if (from != null && until != null && !from.isBefore(until)) {
            throw invalid("validUntil", "validUntil comes after validFrom");
        }
        return new Submission(
                shop.id().value(),
                name == null || name.isBlank() ? "document" : name,
                file.getResource(),
                kind,
                blankIsAbsent(productId),
                blankIsAbsent(title),
                blankIsAbsent(url),
                from,
                until);
    }

    /** The document that is named to be replaced. */
    private @Nullable String known(Shop shop, @Nullable String documentId) {
        String id = blankIsAbsent(documentId);
        if (id != null) {
            try {
                intake.document(shop.id().value(), id);
            } catch (DocumentUnknown unknown) {
                throw invalid("replaces", "The shop has no document " + id);
            }
        }
        return id;
    }

    static PassageKind kind(String given) {
        PassageKind kind;
        try {
            kind = PassageKind.of(given.strip());
        } catch (IllegalArgumentException unknown) {
            throw invalid("kind", "kind is spec, policy, guide, promotion or qa");
        }
        if (kind == PassageKind.PRODUCT) {
            throw invalid("kind", "Products come by imports/products; kind is spec, policy, guide, promotion or qa");
        }
        return kind;
    }

    private static @Nullable String blankIsAbsent(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }
}
