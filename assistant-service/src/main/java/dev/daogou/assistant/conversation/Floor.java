package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.StaffId;
import java.time.Instant;
import java.util.Map;

/** Who may speak next in a conversation, beside the shopper. */
public sealed interface Floor {

    /** The wire form: {@code assistant}, {@code awaitingAgent} or {@code agent}. */
    default String wireName() {
        return switch (this) {
            case Assistant ignored -> "assistant";
            case AwaitingAgent ignored -> "awaitingAgent";
            case Agent ignored -> "agent";
        };
    }

    /** As the public face shows it: {@code {state, agentName?}}. */
    default Map<String, Object> asPublished() {
        return this instanceof Agent agent
                ? Map.of("state", wireName(), "agentName", agent.name())
                : Map.of("state", wireName());
    }

    /** The assistant answers. */
    record Assistant() implements Floor {}

    /** A person was asked for and has not come yet. */
    record AwaitingAgent(Instant since, HandoffReason reason) implements Floor {}

    /** A person has the word; the assistant is silent. */
    record Agent(StaffId agent, String name) implements Floor {}
}
