package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.Briefing;
import dev.daogou.assistant.llm.Models;
import dev.daogou.knowledge.Language;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers without a provider, through the same interfaces as a real model: it reads the messages of the request, calls
 * the tools offered in it and words its answer from {@code prompts/}. It keeps nothing between calls.
 */
@Component
public class BuiltInAssistant implements ChatModel, StreamingChatModel {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Planner planner;
    private final Wording wording;

    BuiltInAssistant(Planner planner, Wording wording) {
        this.planner = planner;
        this.wording = wording;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        AiMessage answer = answer(request);
        return ChatResponse.builder()
                .aiMessage(answer)
                .modelName(Models.BUILT_IN)
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        try {
            ChatResponse response = doChat(request);
            if (!response.aiMessage().hasToolExecutionRequests()) {
                handler.onPartialResponse(response.aiMessage().text());
            }
            handler.onCompleteResponse(response);
        } catch (RuntimeException failure) {
            handler.onError(failure);
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return DefaultChatRequestParameters.EMPTY;
    }

    @Override
    public List<ChatModelListener> listeners() {
        return List.of();
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of();
    }

    private AiMessage answer(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        int last = lastOfShopper(messages);
        UserMessage message = (UserMessage) messages.get(last);
        Briefing briefing = briefing(message);
        List<String> earlier = messages.subList(0, last).stream()
                .filter(UserMessage.class::isInstance)
                .map(m -> ((TextContent) ((UserMessage) m).contents().getFirst()).text())
                .toList();
        String text = ((TextContent) message.contents().getFirst()).text();
        Set<String> offered = request.toolSpecifications() == null
                ? Set.of()
                : request.toolSpecifications().stream()
                        .map(ToolSpecification::name)
                        .collect(Collectors.toSet());
        Plan plan = planner.plan(text, earlier, briefing, offered);
        List<ToolExecutionResultMessage> results = messages.subList(last + 1, messages.size()).stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList();
        List<Plan.CallTool> calls = plan.steps().stream()
                .filter(Plan.CallTool.class::isInstance)
                .map(Plan.CallTool.class::cast)
                .toList();
        if (results.size() < calls.size()) {
            return AiMessage.from(requests(calls));
        }
        return AiMessage.from(wording.word(plan, briefing, results));
    }

    private static int lastOfShopper(List<ChatMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof UserMessage) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no message of a shopper to answer");
    }

    /** The second content of the message, as {@code answering} writes it; a bare message has no briefing. */
    private static Briefing briefing(UserMessage message) {
        if (message.contents().size() > 1 && message.contents().get(1) instanceof TextContent json) {
            return JSON.readValue(json.text(), Briefing.class);
        }
        String text = ((TextContent) message.contents().getFirst()).text();
        String language = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                ? Language.ZH.code()
                : Language.EN.code();
        return new Briefing(
                language,
                "",
                false,
                null,
                List.of(new Briefing.Question(text, List.of(), true)),
                List.of(),
                false,
                List.of());
    }

    private static List<ToolExecutionRequest> requests(List<Plan.CallTool> calls) {
        List<ToolExecutionRequest> requests = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Map<String, Object> arguments = calls.get(i).arguments();
            requests.add(ToolExecutionRequest.builder()
                    .id("call_" + i)
                    .name(calls.get(i).skill().name())
                    .arguments(JSON.writeValueAsString(arguments))
                    .build());
        }
        return requests;
    }
}
