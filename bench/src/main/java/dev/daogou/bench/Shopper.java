package dev.daogou.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Someone who talks to the assistant of one shop: one session, any number of conversations. */
final class Shopper {
    private final PublicFace face;
    private final String token;

    private Shopper(PublicFace face, String token) {
        this.face = face;
        this.token = token;
    }

    /** A visitor nobody knows. */
    static Shopper visitor(PublicFace face, String shop) {
        return in(face, shop, Map.of());
    }

    /** One of the demo shop's own shoppers, vouched for by the demo storefront. */
    static Shopper ofTheDemo(PublicFace face, String shop, String shopperKey) {
        String path = "/demo/" + shop + "/identity";
        JsonNode vouched = PublicFace.expect("POST " + path, face.post(path, null, Map.of("shopperKey", shopperKey)));
        String identity =
                vouched.path("identity").asString(vouched.path("token").asString(""));
        return in(face, shop, Map.of("identity", identity));
    }

    private static Shopper in(PublicFace face, String shop, Map<String, String> session) {
        String path = "/api/v1/shops/" + shop + "/sessions";
        JsonNode opened = PublicFace.expect("POST " + path, face.post(path, null, session));
        return new Shopper(face, opened.path("token").asString());
    }

    /** Begins a conversation and gives its id. */
    String startConversation() {
        return PublicFace.expect("POST /api/v1/conversations", face.post("/api/v1/conversations", token, null))
                .path("id")
                .asString();
    }

    /** Says something and waits for the answer. */
    Answer ask(String conversation, String text, @Nullable String productId) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", text);
        if (productId != null) {
            message.put("page", Map.of("productId", productId));
        }
        PublicFace.Reply reply = face.post(
                "/api/v1/conversations/" + conversation + "/messages",
                token,
                message,
                Map.of(
                        "Accept",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
        return Answer.of(PublicFace.expect("POST .../messages", reply), reply.took());
    }

    /** Says something in a conversation of its own. */
    Answer ask(String text, @Nullable String productId) {
        return ask(startConversation(), text, productId);
    }
}
