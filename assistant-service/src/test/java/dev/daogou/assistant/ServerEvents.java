package dev.daogou.assistant;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does, in the background, until closed. */
public final class ServerEvents implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile int status;
    private volatile String contentType = "";
    private volatile boolean ended;

    /**
     * One event.
     *
     * @param id empty when it has none
     */
    public record Event(String id, String type, JsonNode data) {

        public String text(String field) {
            return data.path(field).asString("");
        }
    }

    public static ServerEvents open(HttpRequest.Builder request) {
        return new ServerEvents(request);
    }

    private ServerEvents(HttpRequest.Builder request) {
        reader = Thread.ofVirtual().start(() -> read(request));
        await().until(() -> status != 0);
    }

    private void read(HttpRequest.Builder request) {
        try {
            HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
            contentType = response.headers().firstValue("Content-Type").orElse("");
            status = response.statusCode();
            String[] current = {"", "", ""};
            response.body().forEach(line -> {
                if (line.startsWith("id:")) {
                    current[0] = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    current[1] = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    current[2] += line.substring(5).strip();
                } else if (line.isEmpty() && !current[2].isEmpty()) {
                    events.add(new Event(current[0], current[1], JSON.readTree(current[2])));
                    current[0] = "";
                    current[1] = "";
                    current[2] = "";
                }
            });
        } catch (IOException | RuntimeException closed) {
            // the test has what it wanted, or fails for want of it
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            if (status == 0) {
                status = -1;
            }
        }
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public List<String> types() {
        return events.stream().map(Event::type).toList();
    }

    public List<Long> ids() {
        return events.stream().map(event -> Long.valueOf(event.id())).toList();
    }

    /** Waits for an event of a type; gives the first. */
    public Event awaitOne(String type) {
        await().atMost(Duration.ofSeconds(20)).until(() -> types().contains(type));
        return events.stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    public void awaitEnd() {
        await().atMost(Duration.ofSeconds(20)).until(() -> ended);
    }

    @Override
    public void close() {
        reader.interrupt();
        client.shutdownNow();
    }
}
