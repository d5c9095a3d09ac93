package dev.daogou.bench;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shop's side of the public face, for one shop. */
final class Merchant {
    private final PublicFace face;
    private final String token;
    private final String shop;

    Merchant(PublicFace face, String token, String shop) {
        this.face = face;
        this.token = token;
        this.shop = shop;
    }

    /** Opens the shop; false when it was there already. */
    boolean open(String name, String language, String currency, String timeZone) {
        PublicFace.Reply reply = face.post(
                "/api/v1/shops",
                token,
                Map.of("id", shop, "name", name, "language", language, "currency", currency, "timeZone", timeZone));
        if (reply.status() == 409) {
            return false;
        }
        PublicFace.expect("POST /api/v1/shops", reply);
        return true;
    }

    /** Imports rows of newline-delimited JSON and gives what the shop said of them. */
    JsonNode importRows(String kind, String ndjson) {
        String path = "/api/v1/shops/" + shop + "/imports/" + kind;
        return PublicFace.expect(
                "POST " + path, face.post(path, token, BodyPublishers.ofString(ndjson), "application/x-ndjson"));
    }

    /** Uploads a Markdown document and gives its id. */
    String upload(String fileName, String markdown, String kind, @Nullable String productId, String title) {
        String boundary = "----bench" + UUID.randomUUID();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        fields.put("title", title);
        if (productId != null) {
            fields.put("productId", productId);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                        + name + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: text/markdown\r\n\r\n" + markdown + "\r\n--" + boundary + "--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        String path = "/api/v1/shops/" + shop + "/documents";
        return PublicFace.expect(
                        "POST " + path,
                        face.post(
                                path,
                                token,
                                BodyPublishers.ofByteArray(body.toByteArray()),
                                "multipart/form-data; boundary=" + boundary))
                .path("id")
                .asString();
    }

    /** What the shop's knowledge holds: {@code documents, passages, pending, signature}. */
    JsonNode knowledge() {
        String path = "/api/v1/shops/" + shop + "/knowledge";
        return PublicFace.expect("GET " + path, face.get(path, token));
    }

    /** Waits until everything that was given is searchable; gives the knowledge as it is then. */
    JsonNode waitUntilSearchable(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            JsonNode knowledge = knowledge();
            if (knowledge.path("pending").asInt(-1) == 0) {
                return knowledge;
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("After " + atMost + " still on its way: " + knowledge);
            }
            PublicFace.pause(Duration.ofMillis(500));
        }
    }

    /** Documents that did not go live, each with status and reason; empty when all did. */
    Map<String, String> documentsNotLive() {
        Map<String, String> notLive = new LinkedHashMap<>();
        String cursor = "";
        do {
            String path =
                    "/api/v1/shops/" + shop + "/documents?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            JsonNode page = PublicFace.expect("GET " + path, face.get(path, token));
            for (JsonNode document : page.path("items")) {
                if (!document.path("status").asString("").equals("live")) {
                    notLive.put(
                            document.path("title").asString(document.path("id").asString("?")),
                            document.path("status").asString("?") + " "
                                    + document.path("reason").asString(""));
                }
            }
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return notLive;
    }
}
