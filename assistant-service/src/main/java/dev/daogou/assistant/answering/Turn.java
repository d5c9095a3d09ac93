package dev.daogou.assistant.answering;

import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.PageContext;
import dev.daogou.assistant.shopper.ShopperContext;
import java.util.List;
import java.util.UUID;

/**
 * One message that waits for its answer.
 *
 * @param shopper who asks, in which shop
 * @param conversation in which conversation
 * @param messageId the message
 * @param text its words
 * @param page the page the shopper looks at
 * @param history what was said before it, oldest first
 */
public record Turn(
        ShopperContext shopper,
        ConversationId conversation,
        UUID messageId,
        String text,
        PageContext page,
        List<Message> history) {
    public Turn {
        history = List.copyOf(history);
    }
}
