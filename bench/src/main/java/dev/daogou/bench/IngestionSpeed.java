package dev.daogou.bench;

import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * What making documents searchable costs beside the embedding itself: in one process, by turns, the whole way from intake to
 * live, and the embedding model alone over the very texts that were embedded, with as many threads as the machine has cores.
 *
 * <p>{@code [FOLDER]} of text files to take in; without it the program makes documents. Options: {@code --documents=300},
 * {@code --sections=5}, {@code --language=zh}, {@code --rounds=3}, {@code --database=jdbc:...} with {@code --user},
 * {@code --password} (else an embedded one of its own), {@code --vectors=auto|plain|pgvector}, {@code --record}.
 */
public final class IngestionSpeed {

    private final Arguments arguments;
    private final Language language;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<MadeDocuments.Made> documents;

    private IngestionSpeed(Arguments arguments) {
        this.arguments = arguments;
        this.language = Language.of(arguments.option("language", "zh"));
        this.documents = arguments.words().isEmpty()
                ? MadeDocuments.of(7, arguments.number("documents", 300), arguments.number("sections", 5))
                : inFolder(Path.of(arguments.words().getFirst()));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** {@code processor} is what this process worked, {@code postgres} what PostgreSQL did for it. */
    private record Took(Duration wall, Duration processor, Duration postgres) {
        String rate(int passages) {
            return "%.1f".formatted(passages / (wall.toNanos() / 1e9));
        }

        String processorEach(int passages) {
            return "%.2f".formatted(processor.plus(postgres).toNanos() / 1e6 / passages);
        }

        String postgresEach(int passages) {
            return "%.2f".formatted(postgres.toNanos() / 1e6 / passages);
        }
    }

    public static void main(String[] args) throws IOException {
        try {
            new IngestionSpeed(Arguments.of(args)).run();
            System.exit(0);
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException {
        Path home = Files.createTempDirectory("daogou-ingestion-speed");
        try (ConfigurableApplicationContext context = started(home);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            measure(context, model(pool), home);
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private void measure(ConfigurableApplicationContext context, EmbeddingModel bare, Path home) {
        KnowledgeBase knowledge = context.getBean(KnowledgeBase.class);
        List<TextSegment> warm = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            warm.add(TextSegment.from("预热 warming up " + "这一句只为唤醒处理器。".repeat(1 + i % 20)));
        }
        bare.embedAll(warm);
        String first = opened(knowledge, "warm");
        ingest(context, first, documents.subList(0, Math.min(20, documents.size())));
        knowledge.dropShop(first);

        Table table = new Table(
                "round",
                "passages",
                "whole way/s",
                "model as set up here/s",
                "share",
                "model as LangChain4j sets it up/s",
                "share",
                "processor ms a passage: whole way",
                "of it PostgreSQL",
                "as set up here",
                "as LangChain4j");
        int rounds = arguments.number("rounds", 3);
        for (int round = 1; round <= rounds; round++) {
            String shop = opened(knowledge, "round-" + round);
            Took whole = timed(context, home, () -> ingest(context, shop, documents));
            List<TextSegment> texts = embeddedTexts(context, shop);
            Took here = timed(
                    context,
                    home,
                    () -> knowledge.embed(
                            language, texts.stream().map(TextSegment::text).toList()));
            Took model = timed(context, home, () -> bare.embedAll(texts));
            int passages = texts.size();
            table.row(
                    round,
                    passages,
                    whole.rate(passages),
                    here.rate(passages),
                    share(here, whole),
                    model.rate(passages),
                    share(model, whole),
                    whole.processorEach(passages),
                    whole.postgresEach(passages),
                    here.processorEach(passages),
                    model.processorEach(passages));
            System.out.println(table.forTerminal());
            knowledge.dropShop(shop);
        }
        Measurements.record(
                arguments,
                "IngestionSpeed",
                documents.size()
                        + " documents from intake to live, beside the embedding model alone on the same texts, "
                        + threads + " threads",
                table);
    }

    private static String share(Took alone, Took whole) {
        return "%.3f".formatted((double) alone.wall().toNanos() / whole.wall().toNanos());
    }

    private String opened(KnowledgeBase knowledge, String name) {
        String shop = "speed-" + name + "-" + ProcessHandle.current().pid();
        knowledge.openShop(shop, language);
        return shop;
    }

    private static void ingest(
            ConfigurableApplicationContext context, String shop, List<MadeDocuments.Made> documents) {
        DocumentIntake intake = context.getBean(DocumentIntake.class);
        for (MadeDocuments.Made document : documents) {
            intake.accept(new Submission(
                    shop,
                    document.fileName(),
                    new ByteArrayResource(document.markdown().getBytes(StandardCharsets.UTF_8)),
                    PassageKind.GUIDE,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        while (intake.pending(shop) > 0) {
            PublicFace.pause(Duration.ofMillis(100));
        }
    }

    private static List<TextSegment> embeddedTexts(ConfigurableApplicationContext context, String shop) {
        return context
                .getBean(JdbcClient.class)
                .sql("select embedded_text from passages where shop_id = :shop order by source_id, ordinal")
                .param("shop", shop)
                .query(String.class)
                .list()
                .stream()
                .map(TextSegment::from)
                .toList();
    }

    private Took timed(ConfigurableApplicationContext context, Path home, Runnable work) {
        Duration before = own();
        Duration belowBefore = postgres(context, home);
        long from = System.nanoTime();
        work.run();
        long wall = System.nanoTime() - from;
        return new Took(
                Duration.ofNanos(wall),
                own().minus(before),
                postgres(context, home).minus(belowBefore));
    }

    private static Duration own() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Duration.ofNanos(system.getProcessCpuTime())
                : Duration.ZERO;
    }

    /** The embedded PostgreSQL, or those processes of a given one that work for this program, where they are on this machine. */
    private Duration postgres(ConfigurableApplicationContext context, Path home) {
        List<ProcessHandle> processes = arguments.option("database") == null
                ? ProcessMemory.postgresBelow(home)
                : context
                        .getBean(JdbcClient.class)
                        .sql("select pid from pg_stat_activity where datname = current_database()")
                        .query(Long.class)
                        .list()
                        .stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .filter(process -> process.info().command().orElse("").contains("postgres"))
                        .toList();
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private EmbeddingModel model(ExecutorService pool) {
        return switch (language) {
            case ZH -> new BgeSmallZhV15QuantizedEmbeddingModel(pool);
            case EN -> new BgeSmallEnV15QuantizedEmbeddingModel(pool);
        };
    }

    private ConfigurableApplicationContext started(Path home) {
        List<String> settings = new ArrayList<>(List.of(
                "--daogou.home=" + home.toAbsolutePath(),
                "--daogou.vectors=" + arguments.option("vectors", "auto"),
                "--logging.level.root=WARN",
                "--logging.level.ai.djl=ERROR"));
        String database = arguments.option("database");
        if (database != null) {
            settings.add("--spring.datasource.url=" + database);
            settings.add("--spring.datasource.username=" + arguments.option("user", "daogou"));
            settings.add("--spring.datasource.password=" + arguments.option("password", "daogou"));
        }
        // Its own settings only, not those of the service, which is on the same class path.
        settings.add("--spring.config.name=ingestion-speed");
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(settings.toArray(String[]::new));
    }

    private static List<MadeDocuments.Made> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<MadeDocuments.Made> documents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                documents.add(new MadeDocuments.Made(
                        String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8)));
            }
            return documents;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
