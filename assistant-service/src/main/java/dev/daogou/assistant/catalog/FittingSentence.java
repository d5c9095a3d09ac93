package dev.daogou.assistant.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.knowledge.KnowledgeBase;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Picks, from what is said of each product, the sentence that speaks most of what is looked for. */
@Component
class FittingSentence {

    private record Said(ShopId shop, String sentence) {}

    private final KnowledgeBase knowledge;
    private final Cache<Said, Embedding> meanings =
            Caffeine.newBuilder().maximumSize(5_000).build();

    FittingSentence(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * For each product the sentence closest in meaning to {@code wish}; a product of which nothing is said is left out.
     *
     * @param sentences what is said, by product
     */
    Map<String, String> pick(ShopId shop, String wish, Map<String, List<String>> sentences) {
        Map<String, String> picked = new LinkedHashMap<>();
        closest(shop, wish, sentences).forEach((product, fit) -> picked.put(product, fit.sentence()));
        return picked;
    }

    /**
     * The sentence of a product that speaks most of a wish.
     *
     * @param closeness cosine similarity, -1 to 1
     */
    record Fit(String sentence, double closeness) {}

    /** As {@link #pick}, with how close each sentence is. */
    Map<String, Fit> closest(ShopId shop, String wish, Map<String, List<String>> sentences) {
        List<String> all = new ArrayList<>();
        sentences.values().forEach(all::addAll);
        Map<String, Embedding> known = meanings(shop, wish, all);
        Embedding wanted = Objects.requireNonNull(known.get(wish));
        Map<String, Fit> closest = new LinkedHashMap<>();
        sentences.forEach((product, said) -> said.stream()
                .map(sentence -> new Fit(sentence, cosine(wanted, Objects.requireNonNull(known.get(sentence)))))
                .max(Comparator.comparingDouble(Fit::closeness))
                .ifPresent(fit -> closest.put(product, fit)));
        return closest;
    }

    private Map<String, Embedding> meanings(ShopId shop, String wish, List<String> sentences) {
        Map<String, Embedding> known = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> wanted = new ArrayList<>(sentences);
        wanted.add(wish);
        for (String sentence : wanted) {
            Embedding meaning = meanings.getIfPresent(new Said(shop, sentence));
            if (meaning != null) {
                known.put(sentence, meaning);
            } else if (!unknown.contains(sentence)) {
                unknown.add(sentence);
            }
        }
        if (!unknown.isEmpty()) {
            List<Embedding> made = knowledge.embed(shop.value(), unknown);
            for (int i = 0; i < unknown.size(); i++) {
                known.put(unknown.get(i), made.get(i));
                meanings.put(new Said(shop, unknown.get(i)), made.get(i));
            }
        }
        return known;
    }

    /** Both are of unit length. */
    private static double cosine(Embedding one, Embedding other) {
        float[] a = one.vector();
        float[] b = other.vector();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
