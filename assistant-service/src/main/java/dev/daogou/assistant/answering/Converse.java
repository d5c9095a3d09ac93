package dev.daogou.assistant.answering;

import dev.daogou.assistant.answering.Tools.Called;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.llm.Briefing;
import dev.daogou.assistant.llm.Models;
import dev.daogou.assistant.llm.Prompts;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Third step of a turn: model and tools, in bounded rounds and time. A model that fails before it has said anything is
 * followed by the next one, the built-in assistant last.
 */
@Component
class Converse {

    private static final Logger LOG = LoggerFactory.getLogger(Converse.class);
    private static final int ROUNDS = 5;
    private static final int CALLS = 12;
    private static final int REMEMBERED = 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Models models;
    private final Tools tools;
    private final Prompts prompts;

    Converse(Models models, Tools tools, Prompts prompts) {
        this.models = models;
        this.tools = tools;
        this.prompts = prompts;
    }

    /**
     * How a conversation with a model ended.
     *
     * @param answeredBy the model that answered
     * @param called the tools it called
     * @param live false when the word was lost
     * @param whole false when the last model failed in the middle of its answer
     */
    record Conversed(String answeredBy, List<Called> called, boolean live, boolean whole) {}

    Conversed converse(Turn turn, Briefing briefing, Facts facts, Release release, TurnSink sink) {
        Instant deadline = Instant.now().plus(models.turnTimeout());
        List<ChatMessage> opening = opening(turn, briefing);
        ToolContext context = new ToolContext(
                turn.shopper(), turn.conversation().value(), dev.daogou.knowledge.Language.of(briefing.language()));
        List<Called> called = new ArrayList<>();
        for (Models.Candidate candidate : models.candidates()) {
            called.clear();
            boolean builtIn = candidate.name().equals(Models.BUILT_IN);
            Instant until = builtIn ? Instant.now().plus(models.turnTimeout()) : deadline;
            try {
                boolean live =
                        rounds(candidate, new ArrayList<>(opening), context, facts, release, sink, called, until);
                return new Conversed(candidate.name(), List.copyOf(called), live, true);
            } catch (ModelFailed failed) {
                LOG.warn("The model {} failed: {}", candidate.name(), failed.getMessage());
                release.dropWaiting();
                if (!release.saidNothing()) {
                    return new Conversed(candidate.name(), List.copyOf(called), sink.live(), false);
                }
            }
        }
        return new Conversed(Models.BUILT_IN, List.of(), sink.live(), false);
    }

    private static class ModelFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ModelFailed(String message) {
            super(message);
        }
    }

    private boolean rounds(
            Models.Candidate candidate,
            List<ChatMessage> messages,
            ToolContext context,
            Facts facts,
            Release release,
            TurnSink sink,
            List<Called> called,
            Instant until)
            throws ModelFailed {
        for (int round = 1; ; round++) {
            ChatRequest.Builder request = ChatRequest.builder().messages(messages);
            if (round < ROUNDS && called.size() < CALLS) {
                request.toolSpecifications(tools.specifications());
            }
            AiMessage answer = ask(candidate, request.build(), release, sink, until);
            if (answer == null) {
                return false;
            }
            if (!answer.hasToolExecutionRequests()) {
                return release.finish();
            }
            if (round >= ROUNDS) {
                throw new ModelFailed("it wants tools for ever");
            }
            messages.add(answer);
            for (ToolExecutionRequest wanted : answer.toolExecutionRequests()) {
                Called made = called.size() < CALLS
                        ? tools.call(wanted, context)
                        : new Called(
                                wanted.name(),
                                Map.of(),
                                false,
                                dev.daogou.assistant.answering.tools.ToolResult.of(Map.of()),
                                "{\"error\":\"Too many calls; answer now\"}");
                called.add(made);
                facts.add(made.toModel());
                if (!tell(sink, made)) {
                    return false;
                }
                messages.add(ToolExecutionResultMessage.builder()
                        .id(wanted.id())
                        .toolName(wanted.name())
                        .text(made.toModel())
                        .isError(!made.ok())
                        .build());
            }
        }
    }

    private static boolean tell(TurnSink sink, Called made) {
        if (!sink.emit("tool.used", used(made))) {
            return false;
        }
        for (Map<String, Object> card : made.result().cards()) {
            if (!sink.emit("card.added", card)) {
                return false;
            }
        }
        return true;
    }

    static Map<String, Object> used(Called made) {
        Map<String, Object> used = new LinkedHashMap<>();
        used.put("name", made.name());
        used.put("arguments", made.arguments());
        used.put("ok", made.ok());
        return used;
    }

    private sealed interface Heard {
        record Words(String text) implements Heard {}

        record Done(ChatResponse response) implements Heard {}

        record Failed(Throwable failure) implements Heard {}
    }

    /** Asks a model once, letting its words out as they come; null when the word was lost meanwhile. */
    private static @org.jspecify.annotations.Nullable AiMessage ask(
            Models.Candidate candidate, ChatRequest request, Release release, TurnSink sink, Instant until)
            throws ModelFailed {
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        AtomicBoolean stopped = new AtomicBoolean();
        candidate.model().chat(request, new Listener(heard, stopped));
        while (true) {
            Heard next;
            try {
                next = heard.poll(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                stopped.set(true);
                return null;
            }
            if (next == null) {
                if (!sink.live()) {
                    stopped.set(true);
                    return null;
                }
                if (Duration.between(Instant.now(), until).isNegative()) {
                    stopped.set(true);
                    throw new ModelFailed("no answer in time");
                }
                continue;
            }
            switch (next) {
                case Heard.Words words -> {
                    if (!release.take(words.text())) {
                        stopped.set(true);
                        return null;
                    }
                }
                case Heard.Done done -> {
                    AiMessage message = done.response().aiMessage();
                    boolean empty = !message.hasToolExecutionRequests()
                            && (message.text() == null || message.text().isBlank());
                    if (empty) {
                        throw new ModelFailed("an empty answer");
                    }
                    return message;
                }
                case Heard.Failed failed ->
                    throw new ModelFailed(String.valueOf(failed.failure().getMessage()));
            }
        }
    }

    private record Listener(BlockingQueue<Heard> heard, AtomicBoolean stopped) implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            if (stopped.get()) {
                context.streamingHandle().cancel();
            } else {
                onPartialResponse(partial.text());
            }
        }

        @Override
        public void onPartialResponse(String words) {
            heard.add(new Heard.Words(words));
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            heard.add(new Heard.Done(response));
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(new Heard.Failed(failure));
        }
    }

    private List<ChatMessage> opening(Turn turn, Briefing briefing) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(prompts.system(
                briefing.language(),
                new Prompts.SystemPrompt(turn.shopper().shop().name(), briefing.now()))));
        List<Message> history = turn.history();
        for (Message message : history.subList(Math.max(0, history.size() - REMEMBERED), history.size())) {
            if (message.text().isBlank()) {
                continue;
            }
            messages.add(
                    switch (message.author()) {
                        case Author.Shopper ignored -> UserMessage.from(TextContent.from(message.text()));
                        case Author.Assistant ignored -> AiMessage.from(message.text());
                        case Author.Agent agent -> AiMessage.from("(" + agent.name() + ") " + message.text());
                    });
        }
        messages.add(
                UserMessage.from(TextContent.from(turn.text()), TextContent.from(JSON.writeValueAsString(briefing))));
        return messages;
    }
}
