package dev.daogou.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the assistant answered.
 *
 * @param cards as they came, each with {@code kind}
 * @param floor {@code assistant}, {@code awaitingAgent} or {@code agent}
 * @param took from sending the question to holding the whole answer
 */
record Answer(
        String text,
        List<Citation> citations,
        List<JsonNode> cards,
        List<ToolUse> tools,
        List<String> suggestions,
        String floor,
        String answeredBy,
        boolean declined,
        Duration took) {
    Answer {
        citations = List.copyOf(citations);
        cards = List.copyOf(cards);
        tools = List.copyOf(tools);
        suggestions = List.copyOf(suggestions);
    }

    /** Where a claim comes from; what is not given is empty. */
    record Citation(String documentId, String productId, String title, String quote, String url) {}

    record ToolUse(String name, boolean ok) {}

    static Answer of(JsonNode wire, Duration took) {
        List<Citation> citations = new ArrayList<>();
        for (JsonNode citation : wire.path("citations")) {
            citations.add(new Citation(
                    citation.path("documentId").asString(""),
                    citation.path("productId").asString(""),
                    citation.path("title").asString(""),
                    citation.path("quote").asString(""),
                    citation.path("url").asString("")));
        }
        List<JsonNode> cards = new ArrayList<>();
        wire.path("cards").forEach(cards::add);
        List<ToolUse> tools = new ArrayList<>();
        for (JsonNode tool : wire.path("tools")) {
            tools.add(
                    new ToolUse(tool.path("name").asString(""), tool.path("ok").asBoolean(false)));
        }
        List<String> suggestions = new ArrayList<>();
        wire.path("suggestions").forEach(suggestion -> suggestions.add(suggestion.asString("")));
        return new Answer(
                wire.path("text").asString(""),
                citations,
                cards,
                tools,
                suggestions,
                wire.path("handoff").path("state").asString("assistant"),
                wire.path("answeredBy").asString(""),
                wire.path("declined").asBoolean(false),
                took);
    }

    /** The kinds of the cards, in order. */
    List<String> cardKinds() {
        return cards.stream().map(card -> card.path("kind").asString("?")).toList();
    }

    boolean usedATool() {
        return tools.stream().anyMatch(ToolUse::ok);
    }
}
