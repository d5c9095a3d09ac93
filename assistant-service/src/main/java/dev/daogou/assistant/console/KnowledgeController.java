package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.KnowledgeOnItsWay;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.ReindexShop;
import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.KnowledgeStatus;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.Reindexing;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.SearchResult;
import dev.daogou.knowledge.Source;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a merchant look into what their shop knows. */
@RestController
@RequestMapping("/api/v1/shops/{shop}/knowledge")
class KnowledgeController {

    private static final int LONGEST_QUERY = 2_000;
    private static final int USUAL_LIMIT = 10;

    private final KnowledgeBase knowledge;
    private final Reindexing reindexing;
    private final ReindexShop reindexShop;
    private final DocumentIntake intake;
    private final List<KnowledgeOnItsWay> onItsWay;

    KnowledgeController(
            KnowledgeBase knowledge,
            Reindexing reindexing,
            ReindexShop reindexShop,
            DocumentIntake intake,
            List<KnowledgeOnItsWay> onItsWay) {
        this.knowledge = knowledge;
        this.reindexing = reindexing;
        this.reindexShop = reindexShop;
        this.intake = intake;
        this.onItsWay = onItsWay;
    }

    /** @param at only what is valid at this instant, RFC 3339; null for now */
    record Question(
            @Nullable String query,
            @Nullable Set<String> kinds,
            @Nullable String productId,
            @Nullable Integer limit,
            @Nullable String at) {}

    record HitView(
            @Nullable String documentId,
            @Nullable String productId,
            String passageId,
            String kind,
            String title,
            String titlePath,
            String text,
            @Nullable String url,
            double score,
            @Nullable Integer denseRank,
            @Nullable Integer lexicalRank) {

        static HitView of(Hit hit) {
            Source source = hit.passage().source();
            return new HitView(
                    source.kind() == PassageKind.PRODUCT ? null : source.sourceId(),
                    source.productId(),
                    hit.passage().passageId(),
                    source.kind().wireName(),
                    source.title(),
                    hit.passage().titlePath(),
                    hit.passage().text(),
                    source.url(),
                    hit.score(),
                    hit.denseRank(),
                    hit.lexicalRank());
        }
    }

    record Found(List<HitView> hits, boolean nothingRelevant) {}

    /**
     * How much the shop knows.
     *
     * @param documents how many sources, documents and products, are searchable
     * @param pending how many that were given are not searchable yet
     */
    record Status(
            long documents,
            long passages,
            long pending,
            SignatureView signature,
            @Nullable MoveView reindexing) {}

    record SignatureView(String model, int dimension) {

        static SignatureView of(EmbeddingSignature signature) {
            return new SignatureView(signature.model(), signature.dimension());
        }
    }

    /** A move to another embedding model on its way: {@code moved} of {@code of} passages have arrived. */
    record MoveView(SignatureView to, long moved, long of) {}

    /** Where to move to: one of the models' names; null for the usual one of the shop's language. */
    record MoveWanted(@Nullable String model) {}

    @PostMapping("/search")
    Found search(Shop shop, @RequestBody Question question) {
        String query = question.query();
        if (query == null || query.isBlank()) {
            throw invalid("query", "A search needs words to search for");
        }
        if (query.length() > LONGEST_QUERY) {
            throw invalid("query", "A question has at most " + LONGEST_QUERY + " characters");
        }
        int limit = question.limit() == null ? USUAL_LIMIT : question.limit();
        if (limit < 1 || limit > 100) {
            throw invalid("limit", "limit is from 1 to 100");
        }
        SearchResult result = knowledge.search(new SearchQuery(
                shop.id().value(),
                query.strip(),
                kinds(question.kinds()),
                question.productId(),
                limit,
                instant(question.at())));
        return new Found(result.hits().stream().map(HitView::of).toList(), result.nothingRelevant());
    }

    @GetMapping
    Status status(Shop shop) {
        // Counted before the sources: what goes live in between must not be missed by both.
        long pending = intake.pending(shop.id().value());
        for (KnowledgeOnItsWay room : onItsWay) {
            pending += room.pending(shop.id());
        }
        KnowledgeStatus status = knowledge.status(shop.id().value());
        return new Status(
                status.sources(),
                status.passages(),
                pending,
                SignatureView.of(status.signature()),
                reindexing
                        .progress(shop.id().value())
                        .map(move -> new MoveView(SignatureView.of(move.to()), move.moved(), move.of()))
                        .orElse(null));
    }

    /** The embedding models a shop can move to. */
    @GetMapping("/models")
    Listed<SignatureView> models() {
        return Listed.whole(reindexing.models().stream().map(SignatureView::of).toList());
    }

    /** Moves the shop to another embedding model; it stays searchable, and {@code GET} tells how far the move has come. */
    @PostMapping("/reindex")
    ResponseEntity<Status> reindex(Shop shop, @RequestBody(required = false) @Nullable MoveWanted wanted) {
        String model = wanted == null ? null : wanted.model();
        EmbeddingSignature target = model == null || model.isBlank()
                ? reindexing.usualModel(shop.id().value())
                : reindexing.models().stream()
                        .filter(one -> one.model().equals(model.strip()))
                        .findFirst()
                        .orElseThrow(() -> invalid(
                                "model",
                                "model is one of "
                                        + reindexing.models().stream()
                                                .map(EmbeddingSignature::model)
                                                .collect(Collectors.joining(", "))));
        reindexShop.begin(shop.id().value(), target);
        return ResponseEntity.accepted().body(status(shop));
    }

    private static @Nullable Instant instant(@Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(given.strip()).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw invalid("at", "at is an instant such as 2026-11-11T00:00:00+08:00");
        }
    }

    private static Set<PassageKind> kinds(@Nullable Set<String> given) {
        Set<PassageKind> kinds = new HashSet<>();
        for (String kind : given == null ? Set.<String>of() : given) {
            try {
                kinds.add(PassageKind.of(kind));
            } catch (IllegalArgumentException unknown) {
                throw invalid("kinds", String.valueOf(unknown.getMessage()));
            }
        }
        return kinds;
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }
}
