package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.Problem;
import org.springframework.http.HttpStatus;

/** There is no conversation of this id that the caller may see. */
public class ConversationUnknown extends Problem {

    private static final long serialVersionUID = 1L;

    public ConversationUnknown(String id) {
        super(
                HttpStatus.NOT_FOUND,
                "conversation_unknown",
                "There is no conversation '" + id + "' of yours. Start one with POST /api/v1/conversations.");
    }
}
