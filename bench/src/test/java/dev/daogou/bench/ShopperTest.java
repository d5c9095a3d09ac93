package dev.daogou.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers in the shapes of the public face and nothing else. */
class ShopperTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private PublicFace face;

    @BeforeEach
    void a_server_of_the_public_shapes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        face = new PublicFace("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_shopper_the_demo_vouches_for_asks_from_a_page() {
        Answer answer = Shopper.ofTheDemo(face, "demo", "lin").ask("多少钱", "P-1");

        assertThat(answer.text()).isEqualTo("好的");
        assertThat(answer.floor()).isEqualTo("awaitingAgent");
        assertThat(answer.citations().getFirst().title()).isEqualTo("某页");
        assertThat(seen)
                .containsExactly(
                        "/demo/demo/identity {\"shopperKey\":\"lin\"}",
                        "/api/v1/shops/demo/sessions {\"identity\":\"signed\"}",
                        "/api/v1/conversations {}",
                        "/api/v1/conversations/c1/messages {\"text\":\"多少钱\",\"page\":{\"productId\":\"P-1\"}}");
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        seen.add(path + " " + new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String json = switch (path) {
            case "/demo/demo/identity" -> "{\"identity\":\"signed\"}";
            case "/api/v1/shops/demo/sessions" -> "{\"token\":\"t\"}";
            case "/api/v1/conversations" -> "{\"id\":\"c1\"}";
            default ->
                "{\"text\":\"好的\",\"citations\":[{\"n\":1,\"title\":\"某页\",\"quote\":\"某句\"}],"
                        + "\"handoff\":{\"state\":\"awaitingAgent\"}}";
        };
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
