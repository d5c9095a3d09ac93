package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.StaffId;

/** Who said something. */
public sealed interface Author {

    record Shopper() implements Author {}

    record Assistant() implements Author {}

    record Agent(StaffId agent, String name) implements Author {}

    /** The wire form: {@code shopper}, {@code assistant} or {@code agent}. */
    default String wireName() {
        return switch (this) {
            case Shopper ignored -> "shopper";
            case Assistant ignored -> "assistant";
            case Agent ignored -> "agent";
        };
    }
}
