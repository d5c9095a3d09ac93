package dev.daogou.assistant.handoff;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.conversation.AgentRequest.Told;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.handoff.AskForPerson.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets the assistant bring in a person; the answer it is giving tells the shopper. */
@Component
class HandOverToPerson implements ShopTool<HandOverToPerson.Wish> {

    private final AskForPerson askForPerson;

    HandOverToPerson(AskForPerson askForPerson) {
        this.askForPerson = askForPerson;
    }

    /**
     * Why.
     *
     * @param reason what the shopper wants, in a sentence
     * @param kind why a person is needed; read from the words when left out
     */
    record Wish(@Nullable String reason, @Nullable HandoffReason kind) {}

    @Override
    public String name() {
        return "hand_over_to_person";
    }

    @Override
    public Class<Wish> arguments() {
        return Wish.class;
    }

    /** Facts: {@code state}, {@code complaint} when it is one, {@code backAt} when nobody is at the desk now. */
    @Override
    public ToolResult call(Wish wish, ToolContext context) {
        String about = wish.reason() == null ? "" : wish.reason();
        HandoffReason reason = wish.kind() != null ? wish.kind() : readFrom(about);
        Asked asked = askForPerson.ask(
                context.shopper().shop(),
                new ConversationId(context.conversation()),
                reason,
                about,
                Told.BY_THE_ANSWER,
                context.language());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", asked.floor().wireName());
        if (reason == HandoffReason.COMPLAINT) {
            facts.put("complaint", true);
        }
        asked.backAt().ifPresent(back -> facts.put("backAt", back));
        return ToolResult.of(facts);
    }

    private static HandoffReason readFrom(String about) {
        return Mood.of(about).kind() == Mood.Kind.UPSET ? HandoffReason.COMPLAINT : HandoffReason.SHOPPER_ASKED;
    }
}
