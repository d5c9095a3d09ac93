package dev.daogou.assistant.conversation;

import java.time.Instant;
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
 *     tools, suggestions, handoff, answeredBy, declined}; for the shopper's {@code page}
 * @param at when
 */
public record Message(UUID id, long seq, Author author, String text, Map<String, Object> content, Instant at) {
    public Message {
        content = Map.copyOf(content);
    }
}
