package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.ingest.intake.Comparison;
import dev.daogou.ingest.intake.Decision;
import dev.daogou.ingest.intake.DocumentHistory;
import dev.daogou.ingest.intake.Original;
import dev.daogou.ingest.intake.Particulars;
import dev.daogou.ingest.intake.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A document's versions, what is said of it, and what a person decides about it. */
@RestController
@RequestMapping("/api/v1/shops/{shop}/documents/{id}")
class DocumentHistoryController {

    private final DocumentHistory history;

    DocumentHistoryController(DocumentHistory history) {
        this.history = history;
    }

    /**
     * One version.
     *
     * @param status as of a document, or {@code superseded}
     * @param givenBy who handed it in; absent for a program
     * @param restores the older version it brought back
     */
    record VersionView(
            int version,
            String title,
            String fileName,
            String mediaType,
            String kind,
            @Nullable String productId,
            String status,
            @Nullable String reason,
            long bytes,
            int passages,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable String givenBy,
            @Nullable Integer restores,
            Instant createdAt) {

        static VersionView of(Version version) {
            return new VersionView(
                    version.version(),
                    version.title(),
                    version.fileName(),
                    version.mediaType(),
                    version.kind().wireName(),
                    version.productId(),
                    DocumentRow.name(version.state()),
                    DocumentRow.reason(version.state()),
                    version.bytes(),
                    version.passages(),
                    version.validFrom(),
                    version.validUntil(),
                    version.givenBy(),
                    version.restores(),
                    version.createdAt());
        }
    }

    record ComparisonView(int from, int to, boolean nothingChanged, List<SectionView> sections) {

        static ComparisonView of(Comparison comparison) {
            return new ComparisonView(
                    comparison.from(),
                    comparison.to(),
                    comparison.nothingChanged(),
                    comparison.sections().stream().map(SectionView::of).toList());
        }
    }

    record SectionView(String title, String change, List<SentenceView> sentences) {

        static SectionView of(Comparison.Section section) {
            return new SectionView(
                    section.titlePath(),
                    name(section.change()),
                    section.sentences().stream().map(SentenceView::of).toList());
        }
    }

    record SentenceView(String change, List<PieceView> pieces) {

        static SentenceView of(Comparison.Sentence sentence) {
            return new SentenceView(
                    name(sentence.change()),
                    sentence.pieces().stream()
                            .map(piece -> new PieceView(name(piece.change()), piece.text()))
                            .toList());
        }
    }

    /** Some words; {@code removed} ones are only in the older version, {@code added} ones only in the newer. */
    record PieceView(String change, String text) {}

    record DecisionBody(@Nullable String decision) {}

    @GetMapping("/versions")
    Listed<VersionView> versions(Shop shop, @PathVariable String id) {
        return Listed.whole(history.versions(shop.id().value(), id).stream()
                .map(VersionView::of)
                .toList());
    }

    @GetMapping("/versions/{version}")
    VersionView version(Shop shop, @PathVariable String id, @PathVariable int version) {
        return VersionView.of(history.version(shop.id().value(), id, version));
    }

    /** The bytes as they were handed in; never shown by a browser, always saved. */
    @GetMapping("/versions/{version}/content")
    ResponseEntity<byte[]> content(Shop shop, @PathVariable String id, @PathVariable int version) {
        return download(history.original(shop.id().value(), id, version));
    }

    @GetMapping("/versions/{from}/compare/{to}")
    ComparisonView compare(Shop shop, @PathVariable String id, @PathVariable int from, @PathVariable int to) {
        return ComparisonView.of(history.compare(shop.id().value(), id, from, to));
    }

    @PostMapping("/versions/{version}/restore")
    ResponseEntity<DocumentView> restore(
            Shop shop, @PathVariable String id, @PathVariable int version, StaffMember member) {
        return ResponseEntity.accepted()
                .body(DocumentView.of(history.restore(shop.id().value(), id, version, member.name())));
    }

    /** What is not named stays; what is null is taken away. */
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<DocumentView> revise(
            Shop shop, @PathVariable String id, @RequestBody Map<String, @Nullable Object> patch, StaffMember member) {
        Particulars known = history.particulars(shop.id().value(), id);
        for (String field : patch.keySet()) {
            if (!List.of("kind", "productId", "title", "url", "validFrom", "validUntil")
                    .contains(field)) {
                throw invalid(field, "Only kind, productId, title, url, validFrom and validUntil can be changed");
            }
        }
        String kind = text(patch, "kind", known.kind().wireName());
        if (kind == null) {
            throw invalid("kind", "A document has a kind");
        }
        Instant from = patch.containsKey("validFrom")
                ? ShopTimes.beginning("validFrom", text(patch, "validFrom", null), shop)
                : known.validFrom();
        Instant until = patch.containsKey("validUntil")
                ? ShopTimes.end("validUntil", text(patch, "validUntil", null), shop)
                : known.validUntil();
        if (from != null && until != null && !from.isBefore(until)) {
            throw invalid("validUntil", "validUntil comes after validFrom");
        }
        Particulars particulars = new Particulars(
                DocumentsController.kind(kind),
                text(patch, "productId", known.productId()),
                text(patch, "title", known.title()),
                text(patch, "url", known.url()),
                from,
                until);
        return ResponseEntity.accepted()
                .body(DocumentView.of(history.revise(shop.id().value(), id, particulars, member.name())));
    }

    /** Decides about a document that contradicts another: {@code takeNew}, {@code keepOld} or {@code bothHold}. */
    @PostMapping("/decision")
    ResponseEntity<DocumentView> decide(
            Shop shop, @PathVariable String id, @RequestBody DecisionBody body, StaffMember member) {
        Decision decision = Decision.of(body.decision() == null ? "" : body.decision())
                .orElseThrow(() -> invalid("decision", "decision is takeNew, keepOld or bothHold"));
        return ResponseEntity.accepted()
                .body(DocumentView.of(history.decide(shop.id().value(), id, decision, member.name())));
    }

    /** As a file to save, whatever a browser would make of it: a stranger wrote it. */
    static ResponseEntity<byte[]> download(Original original) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(original.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(original.content());
    }

    private static @Nullable String text(
            Map<String, @Nullable Object> patch, String field, @Nullable String otherwise) {
        if (!patch.containsKey(field)) {
            return otherwise;
        }
        Object given = patch.get(field);
        if (given == null) {
            return null;
        }
        if (given instanceof String text) {
            return text.isBlank() ? null : text.strip();
        }
        throw invalid(field, field + " is a text");
    }

    private static String name(Comparison.Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }
}
