package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.AgentRequest.Told;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationUnknown;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.handoff.AskForPerson.Asked;
import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.knowledge.Language;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets a shopper ask for a person without asking the assistant. */
@RestController
class HandoffController {

    private static final int LONGEST_REASON = 500;

    private final Conversations conversations;
    private final AskForPerson askForPerson;

    HandoffController(Conversations conversations, AskForPerson askForPerson) {
        this.conversations = conversations;
        this.askForPerson = askForPerson;
    }

    /** @param reason what it is about, in the shopper's words */
    record Wish(@Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param handoff who has the floor now
     * @param text what the shopper is told; empty when a person is there already
     */
    record Answer(Map<String, Object> handoff, String text) {}

    @PostMapping("/api/v1/conversations/{id}/handoff")
    Answer ask(ShopperContext shopper, @PathVariable String id, @RequestBody(required = false) @Nullable Wish wish) {
        ConversationId conversation = theirs(shopper, id);
        String reason =
                wish == null || wish.reason() == null ? "" : wish.reason().strip();
        Asked asked = askForPerson.ask(
                shopper.shop(),
                conversation,
                HandoffReason.SHOPPER_ASKED,
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                Told.AT_ONCE,
                "zh".equals(shopper.locale().getLanguage()) ? Language.ZH : Language.EN);
        String text = asked.floor() instanceof Floor.AwaitingAgent ? asked.line() : "";
        return new Answer(asked.floor().asPublished(), text);
    }

    private ConversationId theirs(ShopperContext shopper, String id) {
        ConversationId conversation;
        try {
            conversation = new ConversationId(UUID.fromString(id));
        } catch (IllegalArgumentException nonsense) {
            throw new ConversationUnknown(id);
        }
        conversations.requireOwner(shopper.shop().id(), conversation, shopper.shopper());
        return conversation;
    }
}
