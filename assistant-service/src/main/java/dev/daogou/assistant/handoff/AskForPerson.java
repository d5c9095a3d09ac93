package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.AgentRequest;
import dev.daogou.assistant.conversation.AgentRequest.Told;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Asks for a person. The request stays in the desk's queue until one takes it, whether anybody is at the desk now or not; the
 * shopper is told when people are back.
 */
@Component
class AskForPerson {

    private final Conversations conversations;
    private final DeskHours deskHours;
    private final HandoffSentences sentences;

    AskForPerson(Conversations conversations, DeskHours deskHours, HandoffSentences sentences) {
        this.conversations = conversations;
        this.deskHours = deskHours;
        this.sentences = sentences;
    }

    /**
     * What came of it.
     *
     * @param floor who has the floor now
     * @param line what the shopper is told about it
     * @param backAt when people are back, in words; empty while they are at the desk
     */
    record Asked(Floor floor, String line, Optional<String> backAt) {}

    /** @param about what it is about in a sentence, for the desk */
    Asked ask(
            Shop shop, ConversationId conversation, HandoffReason reason, String about, Told told, Language language) {
        Optional<String> backAt = deskHours.backAtInWords(shop, language);
        String line = backAt.map(back -> sentences.say(language, "asked.away", back))
                .orElseGet(() -> sentences.say(language, "asked"));
        Floor floor = conversations.requestAgent(shop.id(), conversation, new AgentRequest(reason, about, line, told));
        return new Asked(floor, line, backAt);
    }
}
