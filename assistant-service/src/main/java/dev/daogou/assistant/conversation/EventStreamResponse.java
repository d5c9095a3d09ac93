package dev.daogou.assistant.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.ConversationStream.Following;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of a log as server-sent events: {@code id:} the number, {@code event:} the type, {@code data:} one line of JSON. Ends
 * after half an hour; a client comes back with {@code Last-Event-ID} and misses nothing.
 */
public final class EventStreamResponse implements Follower {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long COME_BACK_AFTER_MS = 2_000;
    private static final MediaType LINE = new MediaType("text", "plain", UTF_8);

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final JsonMapper json;

    public EventStreamResponse(JsonMapper json) {
        this.json = json;
    }

    /** Opens the response and what feeds it; the two end together. */
    public ResponseEntity<SseEmitter> fedBy(Function<EventStreamResponse, Following> feed) {
        AtomicReference<Following> feeding = new AtomicReference<>();
        Runnable stop = () -> {
            Following following = feeding.get();
            if (following != null) {
                following.close();
            }
        };
        emitter.onCompletion(stop);
        emitter.onError(failed -> stop.run());
        emitter.onTimeout(() -> {
            stop.run();
            emitter.complete();
        });
        try {
            emitter.send(SseEmitter.event().reconnectTime(COME_BACK_AFTER_MS).comment("open"));
        } catch (IOException nobodyListens) {
            emitter.completeWithError(nobodyListens);
        }
        feeding.set(feed.apply(this));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_EVENT_STREAM, UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    @Override
    public void event(LogEvent event) throws IOException {
        send(SseEmitter.event().id(Long.toString(event.seq())).name(event.type()), event.data());
    }

    /** An event that stands in no log and has no number. */
    public void event(String type, Map<String, Object> data) throws IOException {
        send(SseEmitter.event().name(type), data);
    }

    private void send(SseEmitter.SseEventBuilder event, Map<String, Object> data) throws IOException {
        emitter.send(event.data(json.writeValueAsString(data), LINE));
    }

    @Override
    public void heartbeat() throws IOException {
        emitter.send(SseEmitter.event().comment("still here"));
    }

    @Override
    public void ended() {
        emitter.complete();
    }
}
