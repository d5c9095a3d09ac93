package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.IndexingState;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.PassageKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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
    private final KnowledgeBase knowledge;

    DocumentsController(DocumentIntake intake, KnowledgeBase knowledge) {
        this.intake = intake;
        this.knowledge = knowledge;
    }

    /**
     * A document as a merchant sees it.
     *
     * @param status {@code queued}, {@code reading}, {@code chunking}, {@code embedding}, {@code live}, {@code failed} or
     *     {@code blocked}
     * @param reason why it failed or is blocked
     */
    record DocumentView(
            String id,
            String title,
            String fileName,
            String kind,
            @Nullable String productId,
            int version,
            String status,
            @Nullable String reason,
            long bytes,
            int passages,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            Instant createdAt,
            Instant updatedAt) {

        static DocumentView of(Document document) {
            return new DocumentView(
                    document.id(),
                    document.title(),
                    document.fileName(),
                    document.kind().wireName(),
                    document.productId(),
                    document.version(),
                    status(document.state()),
                    reason(document.state()),
                    document.bytes(),
                    document.passages(),
                    document.validFrom(),
                    document.validUntil(),
                    document.createdAt(),
                    document.updatedAt());
        }

        private static String status(IndexingState state) {
            return switch (state) {
                case IndexingState.Queued ignored -> "queued";
                case IndexingState.Reading ignored -> "reading";
                case IndexingState.Chunking ignored -> "chunking";
                case IndexingState.Embedding ignored -> "embedding";
                case IndexingState.Live ignored -> "live";
                case IndexingState.Failed ignored -> "failed";
                case IndexingState.Blocked ignored -> "blocked";
            };
        }

        private static @Nullable String reason(IndexingState state) {
            return switch (state) {
                case IndexingState.Failed failed -> failed.reason();
                case IndexingState.Blocked blocked -> blocked.reason();
                case IndexingState.Queued ignored -> null;
                case IndexingState.Reading ignored -> null;
                case IndexingState.Chunking ignored -> null;
                case IndexingState.Embedding ignored -> null;
                case IndexingState.Live ignored -> null;
            };
        }
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
            @RequestParam(name = "validUntil", required = false) @Nullable String validUntil) {
        Document document =
                intake.accept(submission(shop, file, kind(kind), productId, title, url, validFrom, validUntil));
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
            @RequestParam(name = "validUntil", required = false) @Nullable String validUntil) {
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
                given.validUntil() == null ? old.validUntil() : given.validUntil());
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
        return DocumentView.of(intake.document(shop.id().value(), id));
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
        Instant from = instant("validFrom", validFrom, shop, 0);
        // A last day counts whole.
        Instant until = instant("validUntil", validUntil, shop, 1);
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

    private static PassageKind kind(String given) {
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

    /** An instant, a time of the shop's clock, or a day: then its beginning, some days later. */
    private static @Nullable Instant instant(String field, @Nullable String given, Shop shop, int daysLater) {
        String text = blankIsAbsent(given);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == "2026-01-01".length()) {
                return LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(shop.timeZone())
                        .toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(shop.timeZone()).toInstant();
        } catch (DateTimeException unknown) {
            throw invalid(field, "A time is written as 2026-11-11T00:00:00Z or as a day, 2026-11-11");
        }
    }

    private static @Nullable String blankIsAbsent(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }
}
