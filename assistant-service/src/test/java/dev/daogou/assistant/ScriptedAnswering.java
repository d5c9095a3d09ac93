package dev.daogou.assistant;

import dev.daogou.assistant.answering.Answering;
import dev.daogou.assistant.answering.Turn;
import dev.daogou.assistant.answering.TurnSink;
import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * An answering that does what the message says: {@code echo ...} repeats in two pieces, {@code wait KEY} speaks every moment
 * until {@link #letGo} or until the word is lost, {@code break} throws, {@code forget} returns without a word, {@code person
 * ...} calls the tool that hands over. Whatever else is said is echoed whole, with the count of messages before it.
 */
@TestConfiguration(proxyBeanMethods = false)
public class ScriptedAnswering {

    private static final Map<String, Semaphore> HELD = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> LOST = new ConcurrentHashMap<>();

    /** Lets the answer to {@code wait KEY} come to its end. */
    public static void letGo(String key) {
        held(key).release(1_000);
    }

    /** Whether the answer to {@code wait KEY} was told that it had lost the word. */
    public static boolean lostTheWord(String key) {
        return LOST.getOrDefault(key, false);
    }

    private static Semaphore held(String key) {
        return HELD.computeIfAbsent(key, ignored -> new Semaphore(0));
    }

    @Bean
    @Primary
    Answering scripted(List<ShopTool<?>> tools) {
        return (turn, sink) -> answer(turn, sink, tools);
    }

    private static void answer(Turn turn, TurnSink sink, List<ShopTool<?>> tools) {
        String[] words = turn.text().split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "echo" -> {
                sink.emit("tool.used", Map.of("name", "check_stock", "ok", true));
                sink.emit("message.delta", Map.of("text", rest.substring(0, 1)));
                sink.emit("message.delta", Map.of("text", rest.substring(1)));
                complete(sink, rest, List.of(Map.of("name", "check_stock", "arguments", Map.of(), "ok", true)));
            }
            case "wait" -> waitFor(rest, sink);
            case "break" -> throw new IllegalStateException("broken on purpose");
            case "forget" -> {
                // says nothing and ends nothing
            }
            case "person" -> {
                ShopTool<?> tool = tools.stream()
                        .filter(each -> each.name().equals("hand_over_to_person"))
                        .findFirst()
                        .orElseThrow();
                Map<String, Object> facts = call(tool, rest, turn);
                complete(sink, "已经请了同事。" + facts, List.of(Map.of("name", "hand_over_to_person", "ok", true)));
            }
            default -> complete(sink, turn.history().size() + " " + turn.text(), List.of());
        }
    }

    private static <A extends Record> Map<String, Object> call(ShopTool<A> tool, String reason, Turn turn) {
        try {
            var constructor = tool.arguments().getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            A wish = tool.arguments().cast(constructor.newInstance(reason, null));
            return tool.call(
                            wish,
                            new ToolContext(turn.shopper(), turn.conversation().value(), Language.ZH))
                    .facts();
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static void waitFor(String key, TurnSink sink) {
        List<String> said = new ArrayList<>();
        try {
            while (!held(key).tryAcquire(5, TimeUnit.MILLISECONDS)) {
                if (!sink.live() || !sink.emit("message.delta", Map.of("text", "."))) {
                    LOST.put(key, true);
                    return;
                }
                said.add(".");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        complete(sink, String.join("", said) + key, List.of());
    }

    private static void complete(TurnSink sink, String text, List<Map<String, Object>> tools) {
        sink.complete(
                text,
                Map.of(
                        "citations",
                        List.of(),
                        "cards",
                        List.of(),
                        "tools",
                        tools,
                        "suggestions",
                        List.of(),
                        "answeredBy",
                        "script",
                        "declined",
                        false));
    }
}
