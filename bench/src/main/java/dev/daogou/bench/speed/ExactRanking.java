package dev.daogou.bench.speed;

import dev.daogou.knowledge.lexical.Word;
import dev.daogou.knowledge.lexical.Words;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** What a search would find that compared everything: every cosine, and BM25 over every passage that has a word. */
public final class ExactRanking {

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    private final List<float[]> vectors = new ArrayList<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final int[] lengths;
    private final double averageLength;

    private record Entry(int text, int times) {}

    public ExactRanking(List<String> texts, RecordedVectors recorded) {
        lengths = new int[texts.size()];
        long length = 0;
        for (int i = 0; i < lengths.length; i++) {
            vectors.add(recorded.of(texts.get(i)).vector());
            Map<String, Integer> times = new HashMap<>();
            for (Word word : Words.of(texts.get(i))) {
                times.merge(word.text(), 1, Integer::sum);
                lengths[i]++;
            }
            length += lengths[i];
            for (Map.Entry<String, Integer> word : times.entrySet()) {
                entries.computeIfAbsent(word.getKey(), unused -> new ArrayList<>())
                        .add(new Entry(i, word.getValue()));
            }
        }
        averageLength = Math.max(1, (double) length / Math.max(1, lengths.length));
    }

    /** The cosine of each text; those that may not be found have the smallest number there is. */
    public double[] cosines(Embedding question, IntPredicate findable) {
        double[] cosines = new double[lengths.length];
        float[] asked = question.vector();
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Double.NEGATIVE_INFINITY;
            if (findable.test(i)) {
                float[] vector = vectors.get(i);
                float product = 0;
                for (int k = 0; k < asked.length; k++) {
                    product += asked[k] * vector[k];
                }
                cosines[i] = product;
            }
        }
        return cosines;
    }

    /** BM25 of each text; 0 for those that have none of the words or may not be found. */
    public double[] bm25(String question, IntPredicate findable) {
        Set<String> asked = new LinkedHashSet<>();
        Words.of(question).forEach(word -> asked.add(word.text()));
        double[] scores = new double[lengths.length];
        for (String word : asked) {
            List<Entry> found = entries.getOrDefault(word, List.of());
            double rarity = Math.log(1 + (lengths.length - found.size() + 0.5) / (found.size() + 0.5));
            for (Entry entry : found) {
                if (findable.test(entry.text())) {
                    scores[entry.text()] += rarity
                            * entry.times()
                            * (K1 + 1)
                            / (entry.times() + K1 * (1 - B + B * lengths[entry.text()] / averageLength));
                }
            }
        }
        return scores;
    }

    /**
     * Which part of the best so many were found, 0 to 1; of several with the very same score any will do. 1 when there was
     * nothing to find.
     */
    public static double recall(double[] scores, List<Integer> found, int best, double nothing) {
        double[] sorted =
                Arrays.stream(scores).filter(score -> score > nothing).sorted().toArray();
        int there = Math.min(best, sorted.length);
        if (there == 0) {
            return 1;
        }
        // What is stored in half precision differs in the fourth digit.
        double least = sorted[sorted.length - there] - 1e-6;
        long right = found.stream()
                .limit(best)
                .filter(text -> text >= 0 && scores[text] > nothing && scores[text] >= least)
                .count();
        return Math.min(1.0, (double) right / there);
    }
}
