package dev.daogou.bench;

import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Puts public passages into shops of a running service, asks the public search call, and says how well it ranks beside BM25,
 * cosine and reciprocal rank fusion over the same passages, and how often it rightly finds nothing relevant. Every figure is
 * given for the questions at even and at odd places too: what was tuned on one half shows on the other.
 *
 * <p>Options: {@code --url}, {@code --token} or {@code DAOGOU_OWNER_TOKEN}, {@code --sets=faq-zh,grounding-zh,search-en},
 * {@code --questions=N} (at most so many of each set, evenly taken), {@code --record}. A shop that is there already is not
 * filled again, so a service that keeps its data folder is measured again within a minute.
 */
public final class RetrievalQuality {
    private static final Duration READING = Duration.ofMinutes(60);
    private static final int TOGETHER = 2;
    private static final int DEEP = 10;
    private static final int ROWS_AT_ONCE = 2_000;

    private final Arguments arguments;
    private final PublicFace face;
    private final String token;
    private final Table table =
            new Table("set", "ranking", "questions", "H@1 or nDCG@10", "even", "odd", "H@5", "MRR@10");

    private RetrievalQuality(Arguments arguments) {
        this.arguments = arguments;
        this.face = new PublicFace(arguments.option("url", "http://localhost:8080"));
        this.token = arguments.secret("token", "DAOGOU_OWNER_TOKEN");
    }

    public static void main(String[] args) throws Exception {
        try {
            new RetrievalQuality(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() throws Exception {
        Path folder = Path.of(arguments.word(0, "the folder with the public data"));
        for (String name :
                arguments.option("sets", "faq-zh,grounding-zh,search-en").split(",", -1)) {
            RetrievalSet set = switch (name) {
                case "faq-zh" -> RetrievalSet.sameQuestions(folder);
                case "grounding-zh" -> RetrievalSet.grounded(folder);
                case "search-en" -> RetrievalSet.productSearches(folder);
                default -> throw new Arguments.WrongArguments("--sets knows no " + name);
            };
            measure(set);
        }
        System.out.println();
        System.out.println(table.forTerminal());
        Measurements.record(
                arguments, "RetrievalQuality", "public passages and questions through the public search call", table);
    }

    private void measure(RetrievalSet set) throws Exception {
        int most = arguments.number("questions", set.questions().size());
        int step = Math.max(1, set.questions().size() / Math.max(1, most));
        List<RetrievalSet.Question> questions = IntStream.range(
                        0, set.questions().size())
                .filter(i -> i % step == 0)
                .mapToObj(set.questions()::get)
                .toList();
        String shop = "quality-" + set.name();
        fill(shop, set, number -> true);
        List<Answered> ours = ask(shop, questions);
        try (Embedders embedders = new Embedders(new EmbeddingChoice.ByLanguage())) {
            KnownRankings known = new KnownRankings(set.passages(), embedders.forNewShop(set.language()));
            List<KnownRankings.Ranked> others = questions.stream()
                    .map(question -> known.rank(question.text(), DEEP + 1))
                    .toList();
            row(
                    set,
                    "BM25",
                    questions,
                    others.stream().map(KnownRankings.Ranked::bm25).toList());
            row(
                    set,
                    "dense",
                    questions,
                    others.stream().map(KnownRankings.Ranked::dense).toList());
            row(
                    set,
                    "RRF",
                    questions,
                    others.stream().map(KnownRankings.Ranked::rrf).toList());
        }
        row(set, "**Daogou**", questions, ours.stream().map(Answered::passages).toList());
        if (!set.negatives().isEmpty()) {
            fill(shop + "-negatives", set, set.negatives()::contains);
            refused(set, "refused, nothing answers", ask(shop + "-negatives", questions));
            refused(set, "wrongly refused", ours);
        }
    }

    private void fill(String shop, RetrievalSet set, Predicate<Integer> taken) {
        Merchant merchant = new Merchant(face, token, shop);
        if (!merchant.open(shop, set.language().name().toLowerCase(java.util.Locale.ROOT), "CNY", "Asia/Shanghai")) {
            return;
        }
        long from = System.nanoTime();
        StringBuilder rows = new StringBuilder();
        int count = 0;
        for (int number = 0; number < set.passages().size(); number++) {
            if (!taken.test(number)) {
                continue;
            }
            String text = set.passages().get(number).strip();
            // A product's title is short; a longer text is its description.
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("productId", "P" + number);
            row.put("sku", "P" + number);
            row.put("price", "1");
            row.put("title", text.length() <= 150 ? text : text.substring(0, 60));
            if (text.length() > 150) {
                row.put("description", text);
            }
            rows.append(PublicFace.JSON.writeValueAsString(row)).append('\n');
            if (++count % ROWS_AT_ONCE == 0) {
                merchant.importRows("products", rows.toString());
                rows.setLength(0);
            }
        }
        if (!rows.isEmpty()) {
            merchant.importRows("products", rows.toString());
        }
        System.out.printf(
                "%s: %d passages, %s after %.0f s%n",
                shop, count, merchant.waitUntilSearchable(READING), (System.nanoTime() - from) / 1e9);
    }

    /** What the search call said: the passages, best first, each once. */
    private record Answered(List<Integer> passages, boolean nothingRelevant) {}

    private List<Answered> ask(String shop, List<RetrievalSet.Question> questions) throws Exception {
        try (ExecutorService askers = Executors.newFixedThreadPool(TOGETHER)) {
            List<Future<Answered>> asked = new ArrayList<>();
            for (RetrievalSet.Question question : questions) {
                asked.add(askers.submit(() -> ask(shop, question.text())));
            }
            List<Answered> answered = new ArrayList<>();
            for (Future<Answered> one : asked) {
                answered.add(one.get());
            }
            return answered;
        }
    }

    private Answered ask(String shop, String question) {
        String path = "/api/v1/shops/" + shop + "/knowledge/search";
        JsonNode found =
                PublicFace.expect("POST " + path, face.post(path, token, Map.of("query", question, "limit", 2 * DEEP)));
        Set<Integer> passages = new LinkedHashSet<>();
        found.path("hits")
                .forEach(hit -> passages.add(
                        Integer.parseInt(hit.path("productId").asString().substring(1))));
        return new Answered(List.copyOf(passages), found.path("nothingRelevant").asBoolean());
    }

    private void row(
            RetrievalSet set, String ranking, List<RetrievalSet.Question> questions, List<List<Integer>> ranked) {
        boolean graded = set.name().startsWith("search");
        double[] first = new double[questions.size()];
        double[] five = new double[questions.size()];
        double[] reciprocal = new double[questions.size()];
        for (int i = 0; i < first.length; i++) {
            RetrievalSet.Question question = questions.get(i);
            List<Double> gains = ranked.get(i).stream()
                    .filter(number -> number != question.itself())
                    .limit(DEEP)
                    .map(number -> question.gains().getOrDefault(number, 0.0))
                    .toList();
            int place = 1
                    + IntStream.range(0, gains.size())
                            .filter(at -> gains.get(at) > 0)
                            .findFirst()
                            .orElse(1_000);
            first[i] = graded ? gain(gains) / gain(best(question)) : place == 1 ? 1 : 0;
            five[i] = place <= 5 ? 1 : 0;
            reciprocal[i] = place <= DEEP ? 1.0 / place : 0;
        }
        table.row(
                set.name(),
                ranking,
                first.length,
                mean(first, 0, 1),
                mean(first, 0, 2),
                mean(first, 1, 2),
                mean(five, 0, 1),
                mean(reciprocal, 0, 1));
    }

    private void refused(RetrievalSet set, String what, List<Answered> answered) {
        double[] refused = answered.stream()
                .mapToDouble(one -> one.nothingRelevant() ? 1 : 0)
                .toArray();
        table.row(
                set.name(),
                what,
                refused.length,
                mean(refused, 0, 1),
                mean(refused, 0, 2),
                mean(refused, 1, 2),
                "",
                "");
    }

    private static List<Double> best(RetrievalSet.Question question) {
        return question.gains().values().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .limit(DEEP)
                .toList();
    }

    /** Discounted cumulative gain (K. Järvelin and J. Kekäläinen, ACM TOIS 20 no. 4, 2002), base 2. */
    private static double gain(List<Double> gains) {
        return IntStream.range(0, gains.size())
                .mapToDouble(at -> gains.get(at) * Math.log(2) / Math.log(at + 2))
                .sum();
    }

    private static String mean(double[] values, int from, int step) {
        return "%.3f"
                .formatted(IntStream.range(0, values.length)
                        .filter(i -> i % step == from)
                        .mapToDouble(i -> values[i])
                        .average()
                        .orElse(0));
    }
}
