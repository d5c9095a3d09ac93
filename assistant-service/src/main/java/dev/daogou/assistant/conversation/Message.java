package dev.daogou.assistant.conversation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One message, as every reader sees it.
 *
 * @param id which
 * @param seq its place in the conversation's log
 * @param author who said it
 * @param text the words
 * @param content everything else of it by its name in the public face: for the assistant's {@code citations, cards,
 *     tools, suggestions, handoff, answeredBy, declined} and {@code replyTo}, the message it answers; for the shopper's
 *     {@code page}
 * @param at when
 */
public record Message(UUID id, long seq, Author author, String text, Map<String, Object> content, Instant at) {
    public Message {
        content = Map.copyOf(content);
    }

    /**
     * The message as it stands in the public face: {@code id, seq, author, agentName?, text, at} and its content beside
     * them. Names nobody of the staff but by the name shoppers see.
     */
    public Map<String, Object> asPublished() {
        Map<String, Object> published = new LinkedHashMap<>();
        published.put("id", id);
        published.put("seq", seq);
        published.put("author", author.wireName());
        if (author instanceof Author.Agent agent) {
            published.put("agentName", agent.name());
        }
        published.put("text", text);
        published.put("at", at);
        content.forEach(published::putIfAbsent);
        return published;
    }
}
