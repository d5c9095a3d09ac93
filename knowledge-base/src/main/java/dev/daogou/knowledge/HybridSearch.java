package dev.daogou.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.Near;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.evidence.Evidence;
import dev.daogou.knowledge.evidence.Sought;
import dev.daogou.knowledge.lexical.Asked;
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

    /** How many of these are looked into. */
    private static final int READ = 24;

    /** How many more than asked for are taken along, as some may say the same. */
    private static final int SPARE = 10;

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
        Instant now = Objects.requireNonNullElseGet(query.at(), clock::instant);
        List<String> kinds = query.kinds().stream().map(PassageKind::wireName).toList();
        int wanted = Math.max(CANDIDATES, query.limit());

        DenseStore store = rooms.storeOf(room.vectors());
        List<Near> near = store.nearest(question, wanted, PassageFacts.validAt(now, kinds, query.productId()));
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (int i = 0; i < near.size(); i++) {
            Near found = near.get(i);
            candidates.put(found.id(), new Candidate(found.id(), found.cosine(), i + 1, null));
        }
        Asked asked = words.asked(room.tables(), room.size(), query.text());
        List<LexicalHit> worded = words.rank(
                room.tables(),
                room.size(),
                asked,
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
        List<Candidate> promising = candidates.values().stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) -> candidate.score(weighing))
                        .reversed())
                .limit(Math.max(READ, query.limit() + SPARE))
                .toList();
        Sought sought = new Sought(query.text(), asked.rarities());
        List<Found> ranked = OneOfEach.of(read(query.shop(), promising, sought, weighing)).stream()
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .toList();
        List<Found> found = ranked.stream().limit(query.limit()).toList();
        boolean nothingRelevant = asked.codeNobodyHas()
                || found.stream()
                        .noneMatch(one -> weighing.speaksOfIt(
                                one.candidate().cosine(), one.candidate().words(), one.evidence()));
        return new SearchResult(
                Neighbours.joined(ranked, query.limit()).stream()
                        .map(one -> one.hit(wanted))
                        .toList(),
                nothingRelevant);
    }

    /** What the two rankings know of a passage. */
    record Candidate(
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

    /**
     * A candidate with its text.
     *
     * @param evidence what the text shows, nothing for those far down, which are not looked into
     */
    record Found(Candidate candidate, StoredPassage stored, Evidence evidence, double score) {

        Passage passage() {
            return stored.passage();
        }

        Found scoring(double other) {
            return new Found(candidate, stored, evidence, other);
        }

        Found with(StoredPassage other) {
            return new Found(candidate, other, evidence, score);
        }

        Hit hit(int ranked) {
            LexicalHit words = candidate.words();
            return new Hit(
                    passage(),
                    score,
                    candidate.cosine(),
                    candidate.denseRank(),
                    words == null || words.rank() > ranked ? null : words.rank());
        }
    }

    private List<Found> read(String shop, List<Candidate> promising, Sought sought, Weighing weighing) {
        Map<String, StoredPassage> passages =
                rows.ofIds(shop, promising.stream().map(Candidate::passageId).toList());
        List<Found> found = new ArrayList<>();
        double leastRead = Double.POSITIVE_INFINITY;
        for (Candidate candidate : promising) {
            StoredPassage stored = passages.get(candidate.passageId());
            // A replacement may have come in between.
            if (stored == null) {
                continue;
            }
            if (found.size() < READ) {
                Passage passage = stored.passage();
                Evidence evidence = sought.in(passage.titlePath() + "\n" + passage.text());
                double score = weighing.score(candidate.cosine(), candidate.words(), evidence);
                leastRead = Math.min(leastRead, score);
                found.add(new Found(candidate, stored, evidence, score));
            } else {
                // Those that were not looked into stay behind those that were.
                double score = Math.min(candidate.score(weighing), leastRead);
                found.add(new Found(candidate, stored, Evidence.NONE, score));
            }
        }
        return found;
    }
}
