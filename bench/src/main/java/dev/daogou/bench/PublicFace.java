package dev.daogou.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Daogou as anyone outside meets it. Calls wait for the answer; one that is told to slow down (429) waits as long as it
 * was told to and tries again, without that time being counted.
 */
final class PublicFace {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRIES = 20;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    PublicFace(String base) {
        this.base = URI.create(base.endsWith("/") ? base : base + "/");
    }

    /** {@code took} is the time of the try that was answered. */
    record Reply(int status, JsonNode body, Duration took) {
        boolean fine() {
            return status >= 200 && status < 300;
        }
    }

    /** A call that was refused: the status, the problem's code and its sentence. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(String call, Reply reply) {
            super(call + " -> " + reply.status() + " " + shortened(reply.body()));
            this.status = reply.status();
        }

        int status() {
            return status;
        }

        private static String shortened(JsonNode body) {
            String text = body.toString();
            return text.length() > 1500 ? text.substring(0, 1500) + "…" : text;
        }
    }

    Reply get(String path, @Nullable String token) {
        return send("GET", path, token, BodyPublishers.noBody(), Map.of());
    }

    /** Sends JSON; {@code null} sends an empty object. */
    Reply post(String path, @Nullable String token, @Nullable Object body) {
        return post(path, token, body, Map.of());
    }

    Reply post(String path, @Nullable String token, @Nullable Object body, Map<String, String> headers) {
        String json = JSON.writeValueAsString(body == null ? Map.of() : body);
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return send("POST", path, token, BodyPublishers.ofString(json), all);
    }

    Reply post(String path, String token, BodyPublisher body, String contentType) {
        return send("POST", path, token, body, Map.of("Content-Type", contentType));
    }

    /** The reply's body when it was a good one, else {@link Refused}. */
    static JsonNode expect(String call, Reply reply) {
        if (!reply.fine()) {
            throw new Refused(call, reply);
        }
        return reply.body();
    }

    private Reply send(
            String method, String path, @Nullable String token, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        base.resolve(path.startsWith("/") ? path.substring(1) : path))
                .timeout(PATIENCE)
                .method(method, body);
        if (!headers.containsKey("Accept")) {
            request.header("Accept", "application/json, application/problem+json");
        }
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpRequest built = request.build();
        for (int tried = 1; ; tried++) {
            long from = System.nanoTime();
            HttpResponse<String> response = answerTo(built);
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            if (response.statusCode() == 429 && tried < TRIES) {
                long seconds =
                        response.headers().firstValueAsLong("Retry-After").orElse(2);
                pause(Duration.ofSeconds(Math.clamp(seconds, 1, 65)));
                continue;
            }
            return new Reply(response.statusCode(), parsed(response.body()), took);
        }
    }

    private HttpResponse<String> answerTo(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + unreachable, unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.createObjectNode().put("notJson", body.length() > 300 ? body.substring(0, 300) : body);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
