package dev.daogou.ingest.intake;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A web site on this machine. What it does not have answers 404; a page with an entity tag is not sent twice. */
final class LocalSite implements AutoCloseable {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, byte[] body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> onceBefore = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    LocalSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String root() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What was asked for, in order, with the status it was answered with: {@code "/a 200"}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    void forgetAsked() {
        asked.clear();
    }

    LocalSite html(String path, String html, String... headers) {
        return put(path, 200, html.getBytes(StandardCharsets.UTF_8), with("text/html;charset=utf-8", headers));
    }

    LocalSite file(String path, String type, byte[] content) {
        return put(path, 200, content, with(type));
    }

    LocalSite text(String path, String text) {
        return file(path, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    LocalSite status(String path, int status, String... headers) {
        return put(path, status, new byte[0], with("text/plain", headers));
    }

    /** The first request is answered so, later ones as usual. */
    LocalSite firstAnswer(String path, int status, String... headers) {
        onceBefore.put(path, new Answer(status, new byte[0], with("text/plain", headers)));
        return this;
    }

    LocalSite remove(String path) {
        answers.remove(path);
        return this;
    }

    private LocalSite put(String path, int status, byte[] body, Map<String, String> headers) {
        answers.put(path, new Answer(status, body, headers));
        return this;
    }

    private static Map<String, String> with(String type, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", type);
        for (int i = 0; i + 1 < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return all;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        Answer once = onceBefore.remove(path);
        Answer answer = once != null ? once : answers.getOrDefault(path, new Answer(404, new byte[0], Map.of()));
        Headers request = exchange.getRequestHeaders();
        String tag = answer.headers().get("ETag");
        boolean same = tag != null && tag.equals(request.getFirst("If-None-Match"));
        int status = same ? 304 : answer.status();
        asked.add(path + " " + status);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] body = same ? new byte[0] : answer.body();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
