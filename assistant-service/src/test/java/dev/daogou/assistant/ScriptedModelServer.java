package dev.daogou.assistant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model provider for tests: speaks the OpenAI chat-completions protocol over HTTP, streaming and tool calls included, and
 * is strict about it: a request that the protocol forbids is answered with 400 and remembered in {@link #complaints}. What it
 * says is decided by a script.
 */
public final class ScriptedModelServer implements AutoCloseable {

    /** What the model says next. */
    public sealed interface Line {
        /** Words, streamed in pieces of a few characters. */
        record Words(String text) implements Line {}

        /** Tool calls, each with its arguments as JSON text. */
        record Calls(List<Call> calls) implements Line {}

        /** An HTTP error instead of an answer. */
        record Refusal(int status) implements Line {}

        /** The connection breaks after these words. */
        record Broken(String text) implements Line {}
    }

    public record Call(String tool, String arguments) {}

    /**
     * What a script sees of a request.
     *
     * @param said the shopper's words
     * @param briefing the JSON handed along with them
     * @param results the results of the tools called in this turn, oldest first
     * @param tools the names of the tools offered
     */
    public record Asked(String said, JsonNode briefing, List<JsonNode> results, Set<String> tools) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Line> script;

    public ScriptedModelServer(Function<Asked, Line> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Replaces the script from the next request on. */
    public void script(Function<Asked, Line> next) {
        this.script = next;
    }

    /** What was wrong with requests, by the protocol. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Every request's body. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(body);
            List<String> wrong = wrong(exchange, body);
            if (!wrong.isEmpty()) {
                complaints.addAll(wrong);
                send(exchange, 400, JSON.writeValueAsString(Map.of("error", Map.of("message", wrong.toString()))));
                return;
            }
            switch (script.apply(asked(body))) {
                case Line.Refusal refusal ->
                    send(
                            exchange,
                            refusal.status(),
                            "{\"error\":{\"message\":\"scripted\",\"type\":\"server_error\"}}");
                case Line.Words words -> stream(exchange, pieces(words.text()), "stop");
                case Line.Calls calls -> stream(exchange, callDeltas(calls.calls()), "tool_calls");
                case Line.Broken broken -> {
                    OutputStream out = open(exchange);
                    for (Map<String, Object> piece : pieces(broken.text())) {
                        event(out, chunk(piece, null));
                    }
                }
            }
        }
    }

    /** The rules of the protocol that a client can break. */
    private static List<String> wrong(HttpExchange exchange, JsonNode body) {
        List<String> wrong = new ArrayList<>();
        if (!"POST".equals(exchange.getRequestMethod())) {
            wrong.add("method " + exchange.getRequestMethod());
        }
        if (!body.path("model").isString()) {
            wrong.add("model is missing");
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            wrong.add("messages are missing");
        }
        for (JsonNode tool : body.path("tools")) {
            if (!"function".equals(tool.path("type").asString())) {
                wrong.add("a tool that is no function");
            }
            if (!"object"
                    .equals(tool.path("function")
                            .path("parameters")
                            .path("type")
                            .asString())) {
                wrong.add("parameters of " + tool.path("function").path("name") + " are no object schema");
            }
            if (!tool.path("function").path("name").asString().matches("[a-zA-Z0-9_-]{1,64}")) {
                wrong.add("a tool without a proper name");
            }
        }
        Set<String> waiting = new HashSet<>();
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asString();
            if (role.equals("tool")) {
                if (!waiting.remove(message.path("tool_call_id").asString())) {
                    wrong.add("a tool result nobody asked for: " + message.path("tool_call_id"));
                }
                continue;
            }
            if (!waiting.isEmpty()) {
                wrong.add("tool calls without a result: " + waiting);
            }
            if (!Set.of("system", "user", "assistant").contains(role)) {
                wrong.add("role " + role);
            }
            for (JsonNode call : message.path("tool_calls")) {
                waiting.add(call.path("id").asString());
                try {
                    JSON.readTree(call.path("function").path("arguments").asString());
                } catch (tools.jackson.core.JacksonException e) {
                    wrong.add("arguments that are no JSON");
                }
            }
            if (message.path("content").isMissingNode()
                    && message.path("tool_calls").isEmpty()) {
                wrong.add("a message without content");
            }
        }
        if (!waiting.isEmpty()) {
            wrong.add("tool calls without a result: " + waiting);
        }
        return wrong;
    }

    private static Asked asked(JsonNode body) {
        String said = "";
        JsonNode briefing = JSON.createObjectNode();
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            switch (message.path("role").asString()) {
                case "user" -> {
                    JsonNode content = message.path("content");
                    said = content.isArray() ? content.get(0).path("text").asString() : content.asString();
                    briefing = content.isArray() && content.size() > 1
                            ? JSON.readTree(content.get(1).path("text").asString())
                            : JSON.createObjectNode();
                    results.clear();
                }
                case "tool" -> results.add(JSON.readTree(message.path("content").asString()));
                default -> {}
            }
        }
        Set<String> tools = new HashSet<>();
        body.path("tools")
                .forEach(tool -> tools.add(tool.path("function").path("name").asString()));
        return new Asked(said, briefing, List.copyOf(results), tools);
    }

    private static List<Map<String, Object>> pieces(String text) {
        List<Map<String, Object>> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += 3) {
            pieces.add(Map.of("content", text.substring(i, Math.min(text.length(), i + 3))));
        }
        return pieces;
    }

    private static List<Map<String, Object>> callDeltas(List<Call> calls) {
        List<Map<String, Object>> deltas = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String arguments = calls.get(i).arguments();
            int half = arguments.length() / 2;
            deltas.add(Map.of(
                    "tool_calls",
                    List.of(Map.of(
                            "index",
                            i,
                            "id",
                            "call_" + System.nanoTime() + "_" + i,
                            "type",
                            "function",
                            "function",
                            Map.of("name", calls.get(i).tool(), "arguments", arguments.substring(0, half))))));
            deltas.add(Map.of(
                    "tool_calls",
                    List.of(Map.of("index", i, "function", Map.of("arguments", arguments.substring(half))))));
        }
        return deltas;
    }

    private static void stream(HttpExchange exchange, List<Map<String, Object>> deltas, String finish)
            throws IOException {
        try (OutputStream out = open(exchange)) {
            event(out, chunk(Map.of("role", "assistant", "content", ""), null));
            for (Map<String, Object> delta : deltas) {
                event(out, chunk(delta, null));
            }
            event(out, chunk(Map.of(), finish));
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static OutputStream open(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static Map<String, Object> chunk(
            Map<String, Object> delta, @org.jspecify.annotations.Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("id", "chatcmpl-scripted");
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", 1);
        chunk.put("model", "scripted");
        chunk.put("choices", List.of(choice));
        return chunk;
    }

    private static void event(OutputStream out, Map<String, Object> chunk) throws IOException {
        out.write(("data: " + JSON.writeValueAsString(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
