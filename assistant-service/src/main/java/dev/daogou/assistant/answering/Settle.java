package dev.daogou.assistant.answering;

import dev.daogou.assistant.answering.Converse.Conversed;
import dev.daogou.assistant.answering.Tools.Called;
import dev.daogou.assistant.conversation.AgentRequest;
import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.assistant.llm.Prompts;
import dev.daogou.assistant.llm.Skill;
import dev.daogou.assistant.shop.ShopId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Last step of a turn: the whole answer with its citations, cards and suggestions goes into the log. */
@Component
class Settle {

    private static final int SUGGESTIONS = 3;

    private final Conversations conversations;
    private final Prompts prompts;

    Settle(Conversations conversations, Prompts prompts) {
        this.conversations = conversations;
        this.prompts = prompts;
    }

    void settle(Turn turn, Understood understood, Conversed conversed, Release release, TurnSink sink) {
        String language = understood.language().code();
        boolean declined = release.declined() || (!release.withheld().isEmpty() && release.saidNothing());
        if (!conversed.whole() || !release.withheld().isEmpty()) {
            release.add(sentence(conversed.whole() ? "withheld" : "interrupted", language));
        }
        if (declined && declinedBefore(turn.history()) && !calledForPerson(conversed)) {
            String line = sentence("person_called", language);
            conversations.requestAgent(
                    turn.shopper().shop().id(),
                    turn.conversation(),
                    new AgentRequest(HandoffReason.NOT_ANSWERED, turn.text(), line, AgentRequest.Told.BY_THE_ANSWER));
            release.add(line);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("citations", release.citations());
        content.put("cards", cards(conversed));
        content.put("tools", conversed.called().stream().map(Converse::used).toList());
        content.put("suggestions", suggestions(conversed, language));
        content.put("handoff", Map.of("state", floor(turn.shopper().shop().id(), turn)));
        content.put("answeredBy", conversed.answeredBy());
        content.put("declined", declined);
        content.put("about", about(understood, conversed));
        content.put("understood", understood.standalone(String.join(" ", understood.questions())));
        sink.complete(release.text(), content);
    }

    private String floor(ShopId shop, Turn turn) {
        return conversations.floor(shop, turn.conversation()).wireName();
    }

    private String sentence(String name, String language) {
        Skill skill = Objects.requireNonNull(prompts.talk().get(name), "prompts/talk/" + name + ".yaml is missing");
        return prompts.say(skill, language, Map.of());
    }

    private static boolean calledForPerson(Conversed conversed) {
        return conversed.called().stream().anyMatch(c -> c.name().equals("hand_over_to_person"));
    }

    private static boolean declinedBefore(List<Message> history) {
        return history.reversed().stream()
                .filter(m -> m.author() instanceof Author.Assistant)
                .findFirst()
                .map(m -> Boolean.TRUE.equals(m.content().get("declined")))
                .orElse(false);
    }

    private static List<Map<String, Object>> cards(Conversed conversed) {
        Set<Map<String, Object>> cards = new LinkedHashSet<>();
        conversed.called().forEach(c -> cards.addAll(c.result().cards()));
        return List.copyOf(cards);
    }

    private List<String> suggestions(Conversed conversed, String language) {
        Set<String> suggestions = new LinkedHashSet<>();
        for (Called called : conversed.called()) {
            if (called.ok()) {
                suggestions.addAll(prompts.tool(called.name()).suggestions(language));
            }
        }
        return suggestions.stream().limit(SUGGESTIONS).toList();
    }

    /** The products this answer is about: what was meant, or what the tools showed. */
    private List<String> about(Understood understood, Conversed conversed) {
        Set<String> about = new LinkedHashSet<>();
        understood.products().stream().map(ProductMention::productId).forEach(about::add);
        boolean moved = conversed.called().stream()
                .anyMatch(c ->
                        c.ok() && Boolean.TRUE.equals(prompts.tool(c.name()).moves()));
        if (moved) {
            about.clear();
        }
        List<String> shown = new ArrayList<>();
        conversed.called().stream()
                .flatMap(c -> c.result().cards().stream())
                .map(card -> card.get("productId"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .forEach(shown::add);
        if (about.isEmpty()) {
            about.addAll(shown);
        }
        return about.stream().limit(4).toList();
    }
}
