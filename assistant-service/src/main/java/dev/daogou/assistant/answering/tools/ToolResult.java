package dev.daogou.assistant.answering.tools;

import java.util.List;
import java.util.Map;

/**
 * What came of a tool call.
 *
 * @param facts what a model is told, as JSON-like values (maps, lists, strings, numbers, booleans; money as a map
 *     {@code {"amount":"199.00","currency":"CNY","text":"¥199"}}). Every figure the answer may state stands in here.
 * @param cards what the shopper is shown beside the words, each a map with {@code kind}
 */
public record ToolResult(Map<String, Object> facts, List<Map<String, Object>> cards) {
    public ToolResult {
        facts = Map.copyOf(facts);
        cards = List.copyOf(cards);
    }

    public static ToolResult of(Map<String, Object> facts) {
        return new ToolResult(facts, List.of());
    }
}
