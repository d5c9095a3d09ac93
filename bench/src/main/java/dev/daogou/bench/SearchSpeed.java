package dev.daogou.bench;

import dev.daogou.bench.speed.ExactRanking;
import dev.daogou.bench.speed.RealTexts;
import dev.daogou.bench.speed.RecordedVectors;
import dev.daogou.bench.speed.SpeedShop;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import dev.daogou.knowledge.dense.DenseStore;
import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.Near;
import dev.daogou.knowledge.dense.PassageFacts;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.Embedder;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;
import dev.daogou.knowledge.lexical.LexicalHit;
import dev.daogou.knowledge.lexical.PassageWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes shops of several sizes into one database and searches them, with real texts, real questions and the real model's
 * vectors, which are kept in the work folder. The time of a search is all of {@link KnowledgeBase#search} but the embedding
 * of the question; recall is against comparing every vector and every word.
 *
 * <p>The argument is the data folder. Options: {@code --work=FOLDER} (default {@code bench/target/search-speed}), {@code
 * --language=en|zh}, {@code --store=pgvector|plain}, {@code --sizes=100,1000,5000,10000,100000}, {@code --questions=300},
 * {@code --database=jdbc:postgresql://...} with {@code --username} and {@code --password} (default: the embedded one, in
 * the work folder, which has no pgvector), {@code --keep} (leaves the shops), {@code --record}.
 */
public final class SearchSpeed {

    private static final int WANTED = 10;
    private static final int CANDIDATES = 40;
    private static final Set<PassageKind> ANY = Set.of();

    private final Arguments arguments;
    private final Language language;
    private final StoreKind kind;
    private final int questionCount;
    private final List<Integer> sizes;
    private final Path work;
    private final Instant now = InstantSource.system().instant();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private SearchSpeed(Arguments arguments) throws IOException {
        this.arguments = arguments;
        this.language = Language.of(arguments.option("language", "en"));
        this.kind = StoreKind.of(arguments.option("store", "pgvector"));
        this.questionCount = arguments.number("questions", 300);
        this.sizes = List.of(
                        arguments.option("sizes", "100,1000,5000,10000,100000").split(","))
                .stream()
                .map(Integer::valueOf)
                .toList();
        this.work = Files.createDirectories(Path.of(arguments.option("work", "bench/target/search-speed")));
    }

    @EnableAutoConfiguration(
            excludeName = {
                "dev.daogou.ingest.contradictions.ContradictionsAutoConfiguration",
                "dev.daogou.ingest.apart.ApartAutoConfiguration",
                "dev.daogou.ingest.indexing.IndexingAutoConfiguration",
                "dev.daogou.ingest.indexing.QueueWithoutWorkerAutoConfiguration",
                "dev.daogou.ingest.intake.IntakeAutoConfiguration"
            })
    static class Application {}

    public static void main(String[] args) throws IOException {
        try {
            new SearchSpeed(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private void run() {
        Path data = Path.of(arguments.word(0, "the folder with the data sets"));
        RealTexts texts = RealTexts.in(
                data, language, sizes.stream().mapToInt(Integer::intValue).max().orElseThrow());
        Embedder model = new Embedders(new EmbeddingChoice.ByLanguage()).forNewShop(language);
        RecordedVectors vectors = RecordedVectors.of(texts.texts(), model, work.resolve(texts.name() + ".vectors"));
        List<String> questions = texts.questions().stream().limit(questionCount).toList();
        questions.forEach(vectors::embedQuery);
        try (ConfigurableApplicationContext context = started(vectors)) {
            measure(context, texts, questions, vectors);
        }
    }

    private ConfigurableApplicationContext started(RecordedVectors vectors) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("daogou.vectors", kind.storedName());
        settings.put("daogou.home", work.resolve("home").toAbsolutePath().toString());
        settings.put("logging.level.root", "warn");
        settings.put("spring.main.banner-mode", "off");
        if (arguments.has("database")) {
            settings.put("spring.datasource.url", arguments.option("database", ""));
            settings.put("spring.datasource.username", arguments.option("username", "daogou"));
            settings.put("spring.datasource.password", arguments.option("password", "daogou"));
        }
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .initializers(context -> context.getBeanFactory()
                        .registerSingleton("embedders", new Embedders(new EmbeddingChoice.Given(vectors))))
                // Its own settings only, not those of the service, which is on the same class path.
                .run("--spring.config.name=search-speed");
    }

    private void measure(
            ConfigurableApplicationContext context, RealTexts texts, List<String> questions, RecordedVectors vectors) {
        Searched searched = new Searched(
                context.getBean(KnowledgeBase.class),
                context.getBean(DenseStores.class),
                new PassageWords(context.getBean(DataSource.class)),
                JdbcClient.create(context.getBean(DataSource.class)),
                questions,
                vectors);
        Table table = new Table(
                "passages",
                "search for",
                "search p50 / p99",
                "vectors",
                "words",
                "recall@10",
                "words@10",
                "rows of " + WANTED);
        Table sizesTable =
                new Table("passages", "written a second", "vectors", "their index", "words", "passages' rows");
        List<SpeedShop> shops = new ArrayList<>();
        try {
            for (int size : sizes) {
                SpeedShop shop = new SpeedShop(
                        "speed-" + run + "-" + size, kind, texts.texts().subList(0, size), now);
                shops.add(shop);
                Duration took = shop.write(searched.knowledge(), language);
                tidy(searched.jdbc(), shop, context.getBean(DataSource.class));
                sizesTable.row(sizesOf(searched.jdbc(), shop, took));
                System.out.println("wrote " + size + " in " + took.toSeconds() + " s");
            }
            for (SpeedShop shop : shops) {
                row(table, searched, shop, "anything", ANY, null);
            }
            SpeedShop largest = shops.getLast();
            row(table, searched, largest, "kind product", Set.of(PassageKind.PRODUCT), null);
            row(table, searched, largest, "kind qa, 1 in 20", Set.of(PassageKind.QA), null);
            row(table, searched, largest, "kind promotion, 1 in 500", Set.of(PassageKind.PROMOTION), null);
            row(table, searched, largest, "one product", ANY, "P-7");
        } finally {
            if (!arguments.has("keep")) {
                shops.forEach(shop -> searched.knowledge().dropShop(shop.id()));
            }
        }
        System.out.println(table.forTerminal());
        System.out.println(sizesTable.forTerminal());
        String what = "%s store, %s, all shops in one database; times without the embedding of the question"
                .formatted(kind.storedName(), texts.name());
        Measurements.record(arguments, "SearchSpeed", what, table);
        Measurements.record(arguments, "SearchSpeed", what + "; writing without embedding, and sizes", sizesTable);
    }

    /** What is asked, and who is asked. */
    private record Searched(
            KnowledgeBase knowledge,
            DenseStores stores,
            PassageWords words,
            JdbcClient jdbc,
            List<String> questions,
            RecordedVectors vectors) {}

    private void row(
            Table table,
            Searched searched,
            SpeedShop shop,
            String what,
            Set<PassageKind> kinds,
            @Nullable String product) {
        List<String> wireNames = kinds.stream().map(PassageKind::wireName).toList();
        DenseStore store = searched.stores()
                .of(
                        kind,
                        shop.vectors(searched.jdbc()),
                        searched.vectors().signature().dimension());
        PassageWords.Tables tables = shop.tables(searched.jdbc());
        PassageWords.Size size = shop.size(searched.jdbc());
        Map<String, Integer> places = shop.places(searched.jdbc());
        ExactRanking exact = new ExactRanking(shop.texts(), searched.vectors());
        IntPredicate findable = text -> shop.isFindable(text, kinds, product);
        long there = IntStream.range(0, shop.texts().size()).filter(findable).count();
        List<Duration> whole = new ArrayList<>();
        List<Duration> dense = new ArrayList<>();
        List<Duration> worded = new ArrayList<>();
        double recall = 0;
        double overlap = 0;
        long leastRows = Long.MAX_VALUE;
        for (int round = 0; round < 2; round++) {
            boolean counts = round == 1;
            for (String question : searched.questions()) {
                long started = System.nanoTime();
                int rows = searched.knowledge()
                        .search(new SearchQuery(shop.id(), question, kinds, product, WANTED))
                        .hits()
                        .size();
                long searchedAll = System.nanoTime();
                List<Near> near = store.nearest(
                        searched.vectors().embedQuery(question),
                        CANDIDATES,
                        PassageFacts.validAt(now, wireNames, product));
                long searchedVectors = System.nanoTime();
                List<LexicalHit> hits = searched.words()
                        .rank(
                                tables,
                                size,
                                searched.words().asked(tables, size, question),
                                new PassageWords.Only(wireNames, product, now),
                                CANDIDATES,
                                List.of());
                long searchedWords = System.nanoTime();
                if (counts) {
                    whole.add(Duration.ofNanos(searchedAll - started));
                    dense.add(Duration.ofNanos(searchedVectors - searchedAll));
                    worded.add(Duration.ofNanos(searchedWords - searchedVectors));
                    leastRows = Math.min(leastRows, rows);
                    recall += ExactRanking.recall(
                            exact.cosines(searched.vectors().embedQuery(question), findable),
                            near.stream()
                                    .map(found -> places.getOrDefault(found.id(), -1))
                                    .toList(),
                            WANTED,
                            -2);
                    overlap += ExactRanking.recall(
                            exact.bm25(question, findable),
                            hits.stream()
                                    .map(hit -> places.getOrDefault(hit.passageId(), -1))
                                    .toList(),
                            WANTED,
                            0);
                }
            }
        }
        table.row(
                shop.texts().size(),
                what,
                milliseconds(whole, 0.5) + " / " + milliseconds(whole, 0.99) + " ms",
                milliseconds(dense, 0.5) + " ms",
                milliseconds(worded, 0.5) + " ms",
                "%.3f".formatted(recall / whole.size()),
                "%.3f".formatted(overlap / whole.size()),
                leastRows + (there < WANTED ? " (" + there + " there)" : ""));
        System.out.println(shop.texts().size() + ", " + what + ": " + milliseconds(whole, 0.5) + " ms");
    }

    private static String milliseconds(List<Duration> times, double share) {
        return "%.1f".formatted(Durations.percentile(times, share).toNanos() / 1e6);
    }

    /** What autovacuum does by itself some minutes after so much was written. */
    private static void tidy(JdbcClient jdbc, SpeedShop shop, DataSource dataSource) {
        String ending = shop.tables(jdbc).ending();
        for (String table :
                List.of(shop.vectors(jdbc), "passages_" + ending, "passage_words_" + ending, "shop_words_" + ending)) {
            new JdbcTemplate(dataSource).execute("vacuum analyze " + table);
        }
    }

    private static Object[] sizesOf(JdbcClient jdbc, SpeedShop shop, Duration took) {
        String ending = shop.tables(jdbc).ending();
        String vectors = shop.vectors(jdbc);
        return new Object[] {
            shop.texts().size(),
            "%.0f".formatted(shop.texts().size() / (took.toNanos() / 1e9)),
            megabytes(
                    jdbc,
                    "pg_total_relation_size(cast(:table as regclass)) - coalesce(pg_relation_size(to_regclass(:table || '_near')), 0)",
                    vectors),
            megabytes(jdbc, "coalesce(pg_relation_size(to_regclass(:table || '_near')), 0)", vectors),
            megabytes(
                    jdbc,
                    "pg_total_relation_size(cast(:table as regclass)) + pg_total_relation_size(cast(replace(:table, 'passage_words_', 'shop_words_') as regclass))",
                    "passage_words_" + ending),
            megabytes(jdbc, "pg_total_relation_size(cast(:table as regclass))", "passages_" + ending)
        };
    }

    private static String megabytes(JdbcClient jdbc, String size, String table) {
        long bytes = jdbc.sql("select " + size.replace(":table", "cast(:table as text)"))
                .param("table", table)
                .query(Long.class)
                .single();
        return "%.1f MB".formatted(bytes / 1e6);
    }
}
