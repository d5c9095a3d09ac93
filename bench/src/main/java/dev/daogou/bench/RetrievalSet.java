package dev.daogou.bench;

import dev.daogou.knowledge.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Passages and questions put to them, from a folder of public data.
 *
 * @param name what it is called
 * @param language of passages and questions
 * @param passages their texts
 * @param questions in order
 * @param negatives the passages that answer none of the questions; empty where that is not known
 */
record RetrievalSet(
        String name, Language language, List<String> passages, List<Question> questions, Set<Integer> negatives) {

    /**
     * A question.
     *
     * @param text as it is asked
     * @param itself the passage that is the question itself and does not count, -1 for none
     * @param gains what each passage that answers is worth
     */
    record Question(String text, int itself, Map<Integer, Double> gains) {}

    /** Question pairs ({@code question TAB question TAB 1 or 0}): those of the same intent, also over others, are right. */
    static RetrievalSet sameQuestions(Path folder) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<int[]> same = new ArrayList<>();
        for (String line : lines(folder.resolve("faq-zh/lcqmc-dev.tsv"))) {
            String[] fields = line.split("\t", -1);
            int one = number(numbers, fields[0]);
            int other = number(numbers, fields[1]);
            if (fields[2].equals("1")) {
                same.add(new int[] {one, other});
            }
        }
        int[] group = new int[numbers.size()];
        java.util.Arrays.setAll(group, i -> i);
        same.forEach(pair -> group[root(group, pair[0])] = root(group, pair[1]));
        Map<Integer, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            members.computeIfAbsent(root(group, i), any -> new ArrayList<>()).add(i);
        }
        List<String> texts = List.copyOf(numbers.keySet());
        Set<Integer> asked = new LinkedHashSet<>();
        same.forEach(pair -> asked.add(pair[0]));
        List<Question> questions = new ArrayList<>();
        for (int question : asked) {
            Map<Integer, Double> gains = new HashMap<>();
            members.getOrDefault(root(group, question), List.of()).forEach(other -> gains.put(other, 1.0));
            gains.remove(question);
            if (!gains.isEmpty()) {
                questions.add(new Question(texts.get(question), question, gains));
            }
        }
        return new RetrievalSet("faq-zh", Language.ZH, texts, questions, Set.of());
    }

    /** Questions with passages that answer and passages that are about the same and do not. */
    static RetrievalSet grounded(Path folder) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Question> questions = new ArrayList<>();
        Set<Integer> negatives = new LinkedHashSet<>();
        for (String line : lines(folder.resolve("grounding-zh/rgb.jsonl.gz"))) {
            JsonNode row = PublicFace.JSON.readTree(line);
            Map<Integer, Double> gains = new HashMap<>();
            row.path("positive").forEach(text -> gains.put(number(numbers, text.asString()), 1.0));
            row.path("negative").forEach(text -> negatives.add(number(numbers, text.asString())));
            questions.add(new Question(row.path("query").asString(), -1, gains));
        }
        questions.forEach(question -> negatives.removeAll(question.gains().keySet()));
        return new RetrievalSet(
                "grounding-zh", Language.ZH, List.copyOf(numbers.keySet()), questions, Set.copyOf(negatives));
    }

    /** Product titles with searches judged from 1 to 3; a gain is what is above 1. */
    static RetrievalSet productSearches(Path folder) {
        List<String> titles = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (List<String> row : rows(folder.resolve("search-en/products.csv.gz"))) {
            numbers.put(row.getFirst(), titles.size());
            titles.add(row.get(1));
        }
        Map<String, Map<Integer, Double>> gains = new LinkedHashMap<>();
        for (List<String> row : rows(folder.resolve("search-en/judgements.csv.gz"))) {
            Integer number = numbers.get(row.get(1));
            if (number != null) {
                gains.computeIfAbsent(row.getFirst(), any -> new HashMap<>())
                        .put(number, Double.parseDouble(row.get(2)) - 1);
            }
        }
        List<Question> questions = new ArrayList<>();
        gains.forEach((text, judged) -> {
            if (judged.values().stream().anyMatch(gain -> gain > 0)) {
                questions.add(new Question(text, -1, judged));
            }
        });
        return new RetrievalSet("search-en", Language.EN, titles, questions, Set.of());
    }

    private static int number(Map<String, Integer> numbers, String text) {
        return numbers.computeIfAbsent(text, any -> numbers.size());
    }

    private static int root(int[] group, int of) {
        int at = of;
        while (group[at] != at) {
            at = group[at];
        }
        return at;
    }

    private static List<List<String>> rows(Path file) {
        List<String> lines = lines(file);
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            rows.add(fields(line));
        }
        return rows;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next == '"' && quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                field.append(next);
                at++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(next);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static List<String> lines(Path file) {
        try (InputStream stream = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
