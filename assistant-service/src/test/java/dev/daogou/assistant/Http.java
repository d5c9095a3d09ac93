package dev.daogou.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller from outside: plain HTTP against a running service. */
public final class Http {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;

    public Http(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String code() {
            return json().path("code").asString("");
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public Answer get(String path, @Nullable String token) {
        return send(authorized(request(path).GET(), token));
    }

    public Answer post(String path, @Nullable String token, String json) {
        return post(path, token, "application/json", json);
    }

    public Answer post(String path, @Nullable String token, String contentType, String body) {
        return send(authorized(
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)), token));
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, @Nullable String token) {
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Opens a shop of its own for a test; returns its id. */
    public String newShop(String language) {
        String id = "shop-" + UUID.randomUUID().toString().substring(0, 8);
        Answer opened = post(
                "/api/v1/shops",
                ServiceTest.OWNER_TOKEN,
                "{\"id\":\"%s\",\"name\":\"Test\",\"language\":\"%s\",\"currency\":\"%s\"}"
                        .formatted(id, language, language.equals("zh") ? "CNY" : "GBP"));
        if (opened.status() != 201) {
            throw new IllegalStateException(opened.response().body());
        }
        return id;
    }

    /** Opens a session of a visitor; returns its token. */
    public String newSession(String shop) {
        Answer opened = post("/api/v1/shops/" + shop + "/sessions", null, "{}");
        if (opened.status() != 201) {
            throw new IllegalStateException(opened.response().body());
        }
        return opened.json().path("token").asString();
    }
}
