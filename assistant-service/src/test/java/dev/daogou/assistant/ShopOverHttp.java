package dev.daogou.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One shop of a running service, as merchants, shoppers and agents reach it: over HTTP only. */
final class ShopOverHttp {

    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String ownerToken;
    final String shop;

    ShopOverHttp(int port, String ownerToken, String shop) {
        this.base = "http://127.0.0.1:" + port;
        this.ownerToken = ownerToken;
        this.shop = shop;
    }

    /** What came back: the status and the body as JSON. */
    record Reply(int status, JsonNode body) {}

    /** One server-sent event. */
    record Event(long seq, String type, JsonNode data) {}

    Reply staff(String method, String path, @Nullable Object body) {
        return call(
                method,
                path,
                ownerToken,
                "application/json",
                body == null ? null : JSON.writeValueAsString(body),
                Map.of());
    }

    void open(String language, String currency) {
        Reply opened = staff(
                "POST",
                "/api/v1/shops",
                Map.of("id", shop, "name", "试验小店", "language", language, "currency", currency));
        assertThat(opened.status()).as(String.valueOf(opened.body())).isEqualTo(201);
    }

    Reply importRows(String kind, String csv) {
        Reply imported = call(
                "POST",
                "/api/v1/shops/" + shop + "/imports/" + kind,
                ownerToken,
                "text/csv; charset=utf-8",
                csv,
                Map.of());
        assertThat(imported.status()).as(String.valueOf(imported.body())).isEqualTo(200);
        return imported;
    }

    Reply upload(String fileName, String kind, String content) {
        String boundary = "b" + UUID.randomUUID();
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n" + kind + "\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        Reply taken = call(
                "POST",
                "/api/v1/shops/" + shop + "/documents",
                ownerToken,
                "multipart/form-data; boundary=" + boundary,
                body,
                Map.of());
        assertThat(taken.status()).as(String.valueOf(taken.body())).isEqualTo(202);
        return taken;
    }

    /** Waits until all that was given is searchable. */
    void untilSearchable() {
        until(
                "everything is searchable",
                () -> staff("GET", "/api/v1/shops/" + shop + "/knowledge", null)
                                .body()
                                .path("pending")
                                .asInt(1)
                        == 0);
    }

    static void until(String what, java.util.function.BooleanSupplier condition) {
        Instant giveUp = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited a minute until " + what).isBefore(giveUp);
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    Talk talk() {
        Reply session = call("POST", "/api/v1/shops/" + shop + "/sessions", null, "application/json", "{}", Map.of());
        assertThat(session.status()).as(String.valueOf(session.body())).isEqualTo(201);
        String token = session.body().path("token").asString();
        Reply conversation = call("POST", "/api/v1/conversations", token, "application/json", "{}", Map.of());
        assertThat(conversation.status())
                .as(String.valueOf(conversation.body()))
                .isEqualTo(201);
        return new Talk(token, conversation.body().path("id").asString());
    }

    /** A shopper's conversation. */
    final class Talk {
        private final String token;
        final String id;

        Talk(String token, String id) {
            this.token = token;
            this.id = id;
        }

        JsonNode say(String text) {
            return say(text, null);
        }

        JsonNode say(String text, @Nullable String productId) {
            Reply reply = post(text, productId, Map.of("Accept", "application/json"));
            assertThat(reply.status()).as(String.valueOf(reply.body())).isEqualTo(200);
            return reply.body();
        }

        Reply post(String text, @Nullable String productId, Map<String, String> headers) {
            Map<String, Object> body = productId == null
                    ? Map.of("text", text)
                    : Map.of("text", text, "page", Map.of("productId", productId));
            return call(
                    "POST",
                    "/api/v1/conversations/" + id + "/messages",
                    token,
                    "application/json",
                    JSON.writeValueAsString(body),
                    headers);
        }

        Reply shopper(String method, String path, @Nullable Object body) {
            return call(
                    method,
                    "/api/v1/conversations/" + id + path,
                    token,
                    "application/json",
                    body == null ? null : JSON.writeValueAsString(body),
                    Map.of());
        }

        /** Says something and reads the stream of that turn to its end. */
        List<Event> stream(String text, @Nullable String productId) {
            Map<String, Object> body = productId == null
                    ? Map.of("text", text)
                    : Map.of("text", text, "page", Map.of("productId", productId));
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/conversations/" + id + "/messages"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofSeconds(60))
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return ShopOverHttp.this.events(request, ignored -> false);
        }

        /** Reads the conversation's stream after an event until one fits. */
        List<Event> events(long after, Predicate<Event> last) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/conversations/" + id + "/events"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", String.valueOf(after))
                    .timeout(Duration.ofSeconds(60))
                    .GET()
                    .build();
            return ShopOverHttp.this.events(request, last);
        }
    }

    private List<Event> events(HttpRequest request, Predicate<Event> last) {
        List<Event> events = new ArrayList<>();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String type = "";
                long seq = 0;
                StringBuilder data = new StringBuilder();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event:")) {
                        type = line.substring(6).strip();
                    } else if (line.startsWith("id:")) {
                        seq = Long.parseLong(line.substring(3).strip());
                    } else if (line.startsWith("data:")) {
                        data.append(line.substring(5).strip());
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        Event event = new Event(seq, type, JSON.readTree(data.toString()));
                        events.add(event);
                        data.setLength(0);
                        if (last.test(event)) {
                            return events;
                        }
                    }
                }
            }
            return events;
        } catch (IOException e) {
            throw new IllegalStateException("The stream broke after " + events, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Reply call(
            String method,
            String path,
            @Nullable String token,
            String contentType,
            @Nullable String body,
            Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", contentType)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String text = response.body();
            return new Reply(response.statusCode(), JSON.readTree(text.isBlank() ? "{}" : text));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
