package dev.daogou.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.Near;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.lexical.LexicalHit;
import dev.daogou.knowledge.lexical.PassageWords;
import dev.langchain4j.data.embedding.Embedding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The reading side: passages by meaning and by words, weighed against each other. */
class HybridSearch {

    /** How many the two rankings each bring forward to be weighed against each other. */
    private static final int CANDIDATES = 40;

    /** Whose vectors are known, so that a question can be embedded without asking; a search sees whether it still holds. */
    private static final int REMEMBERED_SHOPS = 10_000;

    private final Cache<String, Vectors> lastSeen =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SHOPS).build();
    private final ShopRooms rooms;
    private final PassageRows rows;
    private final TransactionTemplate snapshot;
    private final Embedders embedders;
    private final PassageWords words;
    private final Clock clock;

    HybridSearch(
            ShopRooms rooms,
            PassageRows rows,
            PlatformTransactionManager transactions,
            Embedders embedders,
            PassageWords words,
            Clock clock) {
        this.rooms = rooms;
        this.rows = rows;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        this.embedders = embedders;
        this.words = words;
        this.clock = clock;
    }

    SearchResult search(SearchQuery query) {
        while (true) {
            Vectors vectors =
                    lastSeen.get(query.shop(), shop -> rooms.room(shop).vectors());
            Embedding question = embedders.forSignature(vectors.signature()).embedQuery(query.text());
            try {
                Optional<SearchResult> found = fromOneSnapshot(
                        query.shop(),
                        room -> Optional.of(room)
                                .filter(seen -> seen.vectors().equals(vectors))
                                .map(unchanged -> search(unchanged, query, question)));
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (RuntimeException gone) {
                // Perhaps the old table, while it was being read.
                if (rooms.room(query.shop()).vectors().equals(vectors)) {
                    throw gone;
                }
            }
            // The shop has moved to other vectors meanwhile: once more, with those.
            lastSeen.invalidate(query.shop());
        }
    }

    /** A search asks the database several times; what is replaced in between must not show. */
    private <T> T fromOneSnapshot(String shop, Function<ShopRoom, T> reading) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return reading.apply(rooms.room(shop));
        }
        return Objects.requireNonNull(snapshot.execute(status -> reading.apply(rooms.roomOfNewSnapshot(shop))));
    }

    private SearchResult search(ShopRoom room, SearchQuery query, Embedding question) {
        Instant now = clock.instant();
        List<String> kinds = query.kinds().stream().map(PassageKind::wireName).toList();
        int wanted = Math.max(CANDIDATES, query.limit());

        DenseStore store = rooms.storeOf(room.vectors());
        List<Near> near = store.nearest(question, wanted, PassageFacts.validAt(now, kinds, query.productId()));
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (int i = 0; i < near.size(); i++) {
            Near found = near.get(i);
            candidates.put(found.id(), new Candidate(found.id(), found.cosine(), i + 1, null));
        }
        List<LexicalHit> worded = words.rank(
                room.tables(),
                room.size(),
                query.text(),
                new PassageWords.Only(kinds, query.productId(), now),
                wanted,
                List.copyOf(candidates.keySet()));
        Map<String, Double> cosines = store.cosines(
                question,
                worded.stream()
                        .map(LexicalHit::passageId)
                        .filter(id -> !candidates.containsKey(id))
                        .toList());
        for (LexicalHit hit : worded) {
            Candidate known = candidates.get(hit.passageId());
            Double cosine = cosines.get(hit.passageId());
            if (known != null) {
                candidates.put(hit.passageId(), known.with(hit));
            } else if (cosine != null) {
                candidates.put(hit.passageId(), new Candidate(hit.passageId(), cosine, null, hit));
            }
        }
        Weighing weighing = Weighing.of(room.vectors().signature());
        List<Candidate> best = candidates.values().stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) -> candidate.score(weighing))
                        .reversed())
                .limit(query.limit())
                .toList();
        boolean nothingRelevant =
                best.stream().noneMatch(candidate -> weighing.speaksOfIt(candidate.cosine(), candidate.words()));
        return new SearchResult(read(query.shop(), best, wanted, weighing), nothingRelevant);
    }

    private record Candidate(
            String passageId,
            double cosine,
            @Nullable Integer denseRank,
            @Nullable LexicalHit words) {

        Candidate with(LexicalHit hit) {
            return new Candidate(passageId, cosine, denseRank, hit);
        }

        double score(Weighing weighing) {
            return weighing.score(cosine, words);
        }
    }

    private List<Hit> read(String shop, List<Candidate> best, int ranked, Weighing weighing) {
        Map<String, Passage> passages =
                rows.ofIds(shop, best.stream().map(Candidate::passageId).toList());
        List<Hit> hits = new ArrayList<>();
        for (Candidate candidate : best) {
            Passage passage = passages.get(candidate.passageId());
            // A replacement may have come in between.
            if (passage != null) {
                LexicalHit hit = candidate.words();
                hits.add(new Hit(
                        passage,
                        candidate.score(weighing),
                        candidate.cosine(),
                        candidate.denseRank(),
                        hit == null || hit.rank() > ranked ? null : hit.rank()));
            }
        }
        return hits;
    }
}
