package dev.daogou.knowledge.embedding;

import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Language;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every embedding model of this installation, each loaded when it is first needed and shared from then on. */
public final class Embedders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Embedders.class);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final EmbeddingChoice choice;
    private final Map<BuiltInModel, Embedder> builtIn = new EnumMap<>(BuiltInModel.class);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("embedding-", 1).factory());
    private @Nullable Embedder remote;

    public Embedders(EmbeddingChoice choice) {
        this.choice = choice;
    }

    /** The model a new shop of this language gets. */
    public Embedder forNewShop(Language language) {
        return switch (choice) {
            case EmbeddingChoice.ByLanguage unused -> builtIn(BuiltInModel.of(language));
            case EmbeddingChoice.BuiltIn fixed -> builtIn(fixed.model());
            case EmbeddingChoice.Given given -> given.embedder();
            case EmbeddingChoice.OpenAi openAi -> remote(openAi);
        };
    }

    /**
     * The model that made these vectors.
     *
     * @throws EmbeddingUnusable when it is not one this installation is set up with
     */
    public Embedder forSignature(EmbeddingSignature signature) {
        if (choice instanceof EmbeddingChoice.Given given
                && given.embedder().signature().equals(signature)) {
            return given.embedder();
        }
        var own = BuiltInModel.of(signature);
        if (own.isPresent()) {
            return builtIn(own.get());
        }
        if (choice instanceof EmbeddingChoice.OpenAi openAi && openAi.model().equals(signature.model())) {
            Embedder embedder = remote(openAi);
            if (embedder.signature().equals(signature)) {
                return embedder;
            }
        }
        throw new EmbeddingUnusable(
                "The shop's knowledge was made with the embedding model " + signature.model() + " ("
                        + signature.dimension()
                        + " components): set DAOGOU_EMBEDDING=openai, DAOGOU_EMBEDDING_MODEL and"
                        + " DAOGOU_EMBEDDING_DIMENSION to it again.",
                null);
    }

    /** What {@link #forSignature} can be asked for: the built-in models, and the remote one when there is one. */
    public List<EmbeddingSignature> usable() {
        List<EmbeddingSignature> signatures = new ArrayList<>();
        for (BuiltInModel model : BuiltInModel.values()) {
            signatures.add(model.signature());
        }
        if (choice instanceof EmbeddingChoice.OpenAi openAi) {
            signatures.add(remote(openAi).signature());
        }
        return signatures;
    }

    private synchronized Embedder builtIn(BuiltInModel model) {
        return builtIn.computeIfAbsent(model, wanted -> {
            long started = System.nanoTime();
            Embedder embedder = new ModelEmbedder(
                    wanted.load(threads), wanted.signature(), wanted.beforeQuestions(), wanted.measure());
            log.info(
                    "Loaded the embedding model {} in {} ms",
                    wanted.signature().model(),
                    Duration.ofNanos(System.nanoTime() - started).toMillis());
            return embedder;
        });
    }

    private synchronized Embedder remote(EmbeddingChoice.OpenAi openAi) {
        if (remote == null) {
            EmbeddingModel model = OpenAiEmbeddingModel.builder()
                    // Offered an upgrade to HTTP/2, some model servers answer with an error.
                    .httpClientBuilder(new JdkHttpClientBuilder()
                            .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)))
                    .baseUrl(openAi.baseUrl().toString())
                    .apiKey(openAi.apiKey() == null ? "none" : openAi.apiKey())
                    .modelName(openAi.model())
                    .dimensions(openAi.dimension())
                    .timeout(Duration.ofSeconds(30))
                    .maxRetries(1)
                    .build();
            Integer dimension = openAi.dimension();
            try {
                remote = new ModelEmbedder(
                        model,
                        new EmbeddingSignature(
                                openAi.model(),
                                dimension == null
                                        ? model.embed("dimension").content().dimension()
                                        : dimension),
                        "",
                        new EstimatedMeasure());
            } catch (RuntimeException e) {
                throw new EmbeddingUnusable(
                        "The embedding model " + openAi.model() + " at " + openAi.baseUrl()
                                + " does not answer: check DAOGOU_EMBEDDING_BASE_URL, DAOGOU_EMBEDDING_API_KEY and"
                                + " DAOGOU_EMBEDDING_MODEL.",
                        e);
            }
        }
        return remote;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
