package dev.daogou.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Language;
import dev.langchain4j.data.embedding.Embedding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class EmbeddersTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/v1/embeddings", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getProtocol() + " upgrade="
                    + exchange.getRequestHeaders().getFirst("Upgrade") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            Matcher input = Pattern.compile("text-\\d|dimension\"").matcher(body);
            int texts = Math.max(
                    1, (int) Pattern.compile("text-\\d").matcher(body).results().count());
            assertThat(input.find()).isTrue();
            byte[] answer = ("{\"object\":\"list\",\"model\":\"m\",\"data\":["
                            + IntStream.range(0, texts)
                                    .mapToObj(
                                            i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":[3,0,4]}")
                                    .collect(Collectors.joining(","))
                            + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_shop_gets_the_model_of_its_language() {
        try (Embedders embedders = new Embedders(choice(Map.of()))) {
            assertThat(embedders.forNewShop(Language.ZH).signature())
                    .isEqualTo(new EmbeddingSignature("bge-small-zh-v1.5-q", 512));
            assertThat(embedders.forNewShop(Language.EN).signature())
                    .isEqualTo(new EmbeddingSignature("bge-small-en-v1.5-q", 384));
            assertThat(embedders.forNewShop(Language.ZH)).isSameAs(embedders.forNewShop(Language.ZH));
        }
    }

    @Test
    void one_model_can_be_asked_for_every_language() {
        try (Embedders embedders = new Embedders(choice(Map.of("DAOGOU_EMBEDDING", "bge-small-en")))) {
            assertThat(embedders.forNewShop(Language.ZH).signature().model()).isEqualTo("bge-small-en-v1.5-q");
        }
    }

    @Test
    void long_lists_come_back_in_their_order() {
        try (Embedders embedders = new Embedders(choice(Map.of()))) {
            Embedder embedder = embedders.forNewShop(Language.ZH);
            List<String> texts =
                    IntStream.range(0, 150).mapToObj(i -> "商品编号 " + i).toList();

            List<Embedding> vectors = embedder.embed(texts);

            assertThat(vectors).hasSize(150);
            for (int i : new int[] {0, 63, 64, 149}) {
                assertThat(vectors.get(i)).isEqualTo(embedder.embedQuery(texts.get(i)));
            }
        }
    }

    @Test
    void an_openai_compatible_server_is_used_over_http_1_1_and_its_vectors_are_made_unit_length() {
        EmbeddingChoice choice = choice(Map.of(
                "DAOGOU_EMBEDDING", "openai",
                "DAOGOU_EMBEDDING_BASE_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/",
                "DAOGOU_EMBEDDING_API_KEY", "key-1",
                "DAOGOU_EMBEDDING_MODEL", "m",
                "DAOGOU_EMBEDDING_DIMENSION", "3"));
        try (Embedders embedders = new Embedders(choice)) {
            Embedder embedder = embedders.forNewShop(Language.ZH);
            assertThat(embedder.signature()).isEqualTo(new EmbeddingSignature("m", 3));
            assertThat(embedder.embed(List.of("text-1", "text-2")))
                    .extracting(Embedding::vector)
                    .containsOnly(new float[] {0.6f, 0, 0.8f});
            assertThat(embedders.forSignature(new EmbeddingSignature("m", 3))).isSameAs(embedder);
            assertThat(requests)
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("HTTP/1.1 upgrade=null Bearer key-1 ")
                            .contains("\"dimensions\""));
            embedder.embedQuery("text-1");
            embedder.embedQuery("text-1");
            assertThat(requests).as("the same question is asked once").hasSize(2);
        }
    }

    @Test
    void without_a_dimension_the_servers_own_is_taken() {
        try (Embedders embedders = new Embedders(new EmbeddingChoice.OpenAi(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"), null, "m", null))) {
            assertThat(embedders.forNewShop(Language.EN).signature().dimension())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_server_that_is_not_there_is_named_in_one_sentence() {
        try (Embedders embedders =
                new Embedders(new EmbeddingChoice.OpenAi(URI.create("http://127.0.0.1:1/v1"), null, "m", null))) {
            assertThatThrownBy(() -> embedders.forNewShop(Language.ZH))
                    .isInstanceOf(EmbeddingUnusable.class)
                    .hasMessageContaining("check DAOGOU_EMBEDDING_BASE_URL");
        }
    }

    @Test
    void vectors_of_a_model_that_is_not_set_up_cannot_be_asked() {
        try (Embedders embedders = new Embedders(choice(Map.of()))) {
            assertThatThrownBy(() -> embedders.forSignature(new EmbeddingSignature("big-model", 1024)))
                    .isInstanceOf(EmbeddingUnusable.class)
                    .hasMessageContaining("set DAOGOU_EMBEDDING=openai");
        }
    }

    @Test
    void wrong_settings_are_refused_in_one_sentence() {
        assertRefused(Map.of("DAOGOU_EMBEDDING", "word2vec"), "set it to auto");
        assertRefused(Map.of("DAOGOU_EMBEDDING", "openai"), "set both");
        assertRefused(
                Map.of(
                        "DAOGOU_EMBEDDING", "openai",
                        "DAOGOU_EMBEDDING_BASE_URL", "not an address",
                        "DAOGOU_EMBEDDING_MODEL", "m"),
                "DAOGOU_EMBEDDING_BASE_URL");
        assertRefused(
                Map.of(
                        "DAOGOU_EMBEDDING", "openai",
                        "DAOGOU_EMBEDDING_BASE_URL", "http://127.0.0.1/v1",
                        "DAOGOU_EMBEDDING_MODEL", "m",
                        "DAOGOU_EMBEDDING_DIMENSION", "many"),
                "positive whole number");
    }

    private static void assertRefused(Map<String, Object> settings, String sentence) {
        assertThatThrownBy(() -> choice(settings))
                .isInstanceOf(EmbeddingUnusable.class)
                .hasMessageContaining(sentence);
    }

    /** As they come from the environment. */
    private static EmbeddingChoice choice(Map<String, Object> variables) {
        MockEnvironment environment = new MockEnvironment();
        environment
                .getPropertySources()
                .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource("variables", variables));
        return EmbeddingChoice.of(environment);
    }
}
