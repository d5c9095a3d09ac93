package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.Briefing;
import dev.daogou.assistant.llm.Briefing.CitablePassage;
import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.assistant.llm.Briefing.Question;
import dev.daogou.assistant.llm.Prompts;
import dev.daogou.assistant.llm.Skill;
import dev.daogou.knowledge.Language;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Words an answer: each step says its sentences, from prompt files, passages and facts alone. */
@Component
class Wording {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final Prompts prompts;
    private final Quotes quotes;

    Wording(Prompts prompts, Quotes quotes) {
        this.prompts = prompts;
        this.quotes = quotes;
    }

    String word(Plan plan, Briefing briefing, List<ToolExecutionResultMessage> results) {
        Set<String> paragraphs = new LinkedHashSet<>();
        List<Question> unknown = new ArrayList<>();
        int result = 0;
        for (Plan.Step step : plan.steps()) {
            switch (step) {
                case Plan.CallTool call -> {
                    String said = say(call, results.get(result++), briefing);
                    if (said.isBlank()) {
                        quote(call.question(), briefing, paragraphs, unknown);
                    } else if (foundNothing(results.get(result - 1)) && quote(call.question(), briefing, paragraphs)) {
                        continue;
                    } else {
                        paragraphs.add(said);
                        paragraphs.addAll(ofEach(call, briefing));
                    }
                }
                case Plan.AskBack ask ->
                    paragraphs.add(prompts.ask(ask.skill(), ask.parameter(), briefing.language(), about(briefing)));
                case Plan.Quote quote -> quote(quote.question(), briefing, paragraphs, unknown);
                case Plan.Say say -> paragraphs.add(prompts.say(say.skill(), briefing.language(), about(briefing)));
            }
        }
        if (!unknown.isEmpty()) {
            Map<String, Object> facts = new HashMap<>(about(briefing));
            facts.put("several", plan.steps().size() > 1);
            facts.put(
                    "questions",
                    unknown.stream().map(q -> Map.of("text", trimmed(q.text()))).toList());
            paragraphs.add(prompts.say(talk("not_known"), briefing.language(), facts) + Briefing.NOT_KNOWN);
        }
        return String.join("\n\n", paragraphs);
    }

    private String say(Plan.CallTool call, ToolExecutionResultMessage result, Briefing briefing) {
        Map<String, Object> facts = new HashMap<>(about(briefing));
        if (Boolean.TRUE.equals(result.isError())) {
            return "";
        }
        facts.putAll(JSON.readValue(result.text(), FACTS));
        facts.put("arguments", call.arguments());
        return prompts.say(call.skill(), briefing.language(), facts);
    }

    /** Beside a comparison of products, what each of them says about the question. */
    private List<String> ofEach(Plan.CallTool call, Briefing briefing) {
        if (!(call.arguments().get("productIds") instanceof List<?> ids)) {
            return List.of();
        }
        List<String> each = new ArrayList<>();
        for (ProductMention product : briefing.products()) {
            if (!ids.contains(product.productId())) {
                continue;
            }
            List<CitablePassage> own = cited(call.question(), briefing).stream()
                    .filter(p -> product.productId().equals(p.productId()))
                    .toList();
            quotes.best(call.question().text(), titles(briefing), own, Language.of(briefing.language()))
                    .ifPresent(quote -> each.add(prompts.say(
                            talk("of_each"),
                            briefing.language(),
                            Map.of(
                                    "title", product.title(),
                                    "text", readable(quote),
                                    "n", quote.passage().n()))));
        }
        return each;
    }

    private static List<CitablePassage> cited(Question question, Briefing briefing) {
        return question.passages().stream()
                .map(n -> briefing.passages().stream().filter(p -> p.n() == n).findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> titles(Briefing briefing) {
        return briefing.products().stream().map(ProductMention::title).toList();
    }

    /** A tool that has nothing to tell of gives way to a passage that answers. */
    private static boolean foundNothing(ToolExecutionResultMessage result) {
        return !Boolean.TRUE.equals(result.isError())
                && Boolean.FALSE.equals(JSON.readValue(result.text(), FACTS).get("any"));
    }

    private void quote(Question question, Briefing briefing, Set<String> paragraphs, List<Question> unknown) {
        if (!quote(question, briefing, paragraphs)) {
            unknown.add(question);
        }
    }

    private boolean quote(Question question, Briefing briefing, Set<String> paragraphs) {
        Optional<Quotes.Quote> best = quotes.best(
                question.text(),
                briefing.continues(),
                titles(briefing),
                cited(question, briefing),
                Language.of(briefing.language()));
        if (best.isEmpty()) {
            return false;
        }
        Map<String, Object> facts = new LinkedHashMap<>(about(briefing));
        facts.put("text", readable(best.get()));
        facts.put("n", best.get().passage().n());
        facts.put("unclear", briefing.productUnclear());
        paragraphs.add(prompts.say(talk("knowledge"), briefing.language(), facts));
        return true;
    }

    /** A past question with its answer is quoted by its answer alone; table bars and list marks are left out. */
    private static String readable(Quotes.Quote quote) {
        String text = quote.text();
        if (quote.passage().kind().equals("qa")) {
            int answer = Math.max(text.indexOf("\n答:"), Math.max(text.indexOf("\n答："), text.indexOf("\nA:")));
            if (answer >= 0) {
                text = text.substring(text.indexOf(text.startsWith("\nA:", answer) ? "A:" : "答", answer) + 2)
                        .strip();
            }
        }
        return text.replaceAll("(?m)^\\s*[-*•]\\s+", "").strip();
    }

    private static Map<String, Object> about(Briefing briefing) {
        Map<String, Object> about = new HashMap<>();
        about.put("unclear", briefing.productUnclear());
        about.put("signedIn", briefing.signedIn());
        about.put(
                "products",
                briefing.products().stream()
                        .map(p -> Map.of("productId", p.productId(), "title", p.title()))
                        .toList());
        briefing.products().stream().findFirst().ifPresent(p -> about.put("product", p.title()));
        return about;
    }

    private Skill talk(String name) {
        return Objects.requireNonNull(prompts.talk().get(name), "prompts/talk/" + name + ".yaml is missing");
    }

    private static String trimmed(String question) {
        return question.replaceAll("[?？。.!！]+$", "").strip();
    }
}
