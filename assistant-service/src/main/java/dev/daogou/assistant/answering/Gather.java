package dev.daogou.assistant.answering;

import dev.daogou.assistant.llm.Briefing;
import dev.daogou.assistant.llm.Briefing.CitablePassage;
import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.assistant.llm.Briefing.Question;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.SearchResult;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Second step of a turn: finds what the shop has published about each question. */
@Component
class Gather {

    private static final int OF_ANYTHING = 8;
    private static final int OF_THE_PRODUCT = 16;

    private final KnowledgeBase knowledge;
    private final Clock clock;

    Gather(KnowledgeBase knowledge, Clock clock) {
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * What a turn may state.
     *
     * @param briefing as a model gets it
     * @param passages the passages behind the briefing's numbers
     */
    record Gathered(Briefing briefing, Map<Integer, Passage> passages) {}

    Gathered gather(Turn turn, Understood understood) {
        String shop = turn.shopper().shop().id().value();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, Passage> passages = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        for (String question : understood.questions()) {
            Found found = find(shop, understood.standalone(question), understood);
            List<Integer> cited = new ArrayList<>();
            for (Passage passage : found.passages) {
                int n = numbers.computeIfAbsent(passage.passageId(), id -> numbers.size() + 1);
                passages.put(n, passage);
                cited.add(n);
            }
            questions.add(new Question(question, cited, found.nothingRelevant));
        }
        Briefing briefing = new Briefing(
                understood.language().code(),
                ZonedDateTime.now(clock.withZone(turn.shopper().shop().timeZone()))
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                turn.shopper().verified(),
                understood.continues(),
                questions,
                understood.products(),
                understood.productUnclear(),
                passages.entrySet().stream()
                        .map(e -> citable(e.getKey(), e.getValue()))
                        .toList());
        return new Gathered(briefing, passages);
    }

    private record Found(List<Passage> passages, boolean nothingRelevant) {}

    private Found find(String shop, String question, Understood understood) {
        List<Hit> hits = new ArrayList<>();
        boolean nothing = true;
        List<String> about =
                understood.products().stream().map(ProductMention::productId).toList();
        for (String productId : about.subList(0, Math.min(2, about.size()))) {
            SearchResult ofProduct = knowledge.search(
                    SearchQuery.of(shop, question, OF_THE_PRODUCT).about(productId));
            nothing &= ofProduct.nothingRelevant();
            hits.addAll(ofProduct.hits());
        }
        SearchResult ofAnything = knowledge.search(SearchQuery.of(shop, question, OF_ANYTHING));
        nothing &= ofAnything.nothingRelevant();
        for (Hit hit : ofAnything.hits()) {
            String product = hit.passage().source().productId();
            if (product == null || about.isEmpty() || about.contains(product)) {
                hits.add(hit);
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        Map<String, Passage> found = new LinkedHashMap<>();
        hits.forEach(hit -> found.putIfAbsent(hit.passage().passageId(), hit.passage()));
        return new Found(List.copyOf(found.values()), nothing);
    }

    private static CitablePassage citable(int n, Passage passage) {
        String title = passage.source().title();
        String path = passage.titlePath();
        String whole =
                path.isBlank() || path.startsWith(title) ? (path.isBlank() ? title : path) : title + " > " + path;
        return new CitablePassage(
                n, passage.source().kind().wireName(), whole, passage.source().productId(), passage.text());
    }
}
