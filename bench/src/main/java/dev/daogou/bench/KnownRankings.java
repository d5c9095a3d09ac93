package dev.daogou.bench;

import dev.daogou.knowledge.embedding.Embedder;
import dev.daogou.knowledge.lexical.Word;
import dev.daogou.knowledge.lexical.Words;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What others rank by, over the same passages, the same words and the same model, all in memory and exact: BM25 (k1 1.2,
 * b 0.75), cosine, and the two by reciprocal rank fusion (k 60).
 */
final class KnownRankings {

    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final int RRF = 60;

    private final Embedder embedder;
    private final List<Embedding> vectors;
    private final Map<String, List<int[]>> entries = new HashMap<>();
    private final int[] lengths;
    private final double averageLength;

    KnownRankings(List<String> passages, Embedder embedder) {
        this.embedder = embedder;
        this.vectors = embedder.embed(passages);
        this.lengths = new int[passages.size()];
        long all = 0;
        for (int i = 0; i < lengths.length; i++) {
            Map<String, Integer> times = new HashMap<>();
            for (Word word : Words.of(passages.get(i))) {
                times.merge(word.text(), 1, Integer::sum);
                lengths[i]++;
            }
            all += lengths[i];
            int number = i;
            times.forEach((word, count) ->
                    entries.computeIfAbsent(word, any -> new ArrayList<>()).add(new int[] {number, count}));
        }
        this.averageLength = Math.max(1, (double) all / lengths.length);
    }

    /** The best of each, best first. */
    record Ranked(List<Integer> bm25, List<Integer> dense, List<Integer> rrf) {}

    Ranked rank(String question, int limit) {
        double[] words = bm25(question);
        double[] meaning = cosines(question);
        List<Integer> byWords = sorted(words);
        List<Integer> byMeaning = sorted(meaning);
        double[] both = new double[words.length];
        for (int rank = 0; rank < both.length; rank++) {
            both[byMeaning.get(rank)] += 1.0 / (RRF + rank + 1);
            int worded = byWords.get(rank);
            both[worded] += words[worded] > 0 ? 1.0 / (RRF + rank + 1) : 0;
        }
        return new Ranked(
                byWords.subList(0, Math.min(limit, byWords.size())),
                byMeaning.subList(0, Math.min(limit, byMeaning.size())),
                sorted(both).subList(0, Math.min(limit, both.length)));
    }

    private double[] bm25(String question) {
        double[] scores = new double[lengths.length];
        Set<String> asked = new LinkedHashSet<>();
        Words.of(question).forEach(word -> asked.add(word.text()));
        for (String word : asked) {
            List<int[]> having = entries.getOrDefault(word, List.of());
            double rarity = Math.log(1 + (lengths.length - having.size() + 0.5) / (having.size() + 0.5));
            for (int[] entry : having) {
                double length = K1 * (1 - B + B * lengths[entry[0]] / averageLength);
                scores[entry[0]] += rarity * entry[1] * (K1 + 1) / (entry[1] + length);
            }
        }
        return scores;
    }

    private double[] cosines(String question) {
        float[] asked = embedder.embedQuery(question).vector();
        double[] cosines = new double[lengths.length];
        for (int i = 0; i < cosines.length; i++) {
            float[] vector = vectors.get(i).vector();
            double sum = 0;
            for (int at = 0; at < vector.length; at++) {
                sum += asked[at] * vector[at];
            }
            cosines[i] = sum;
        }
        return cosines;
    }

    private static List<Integer> sorted(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer number) -> -scores[number]))
                .toList();
    }
}
