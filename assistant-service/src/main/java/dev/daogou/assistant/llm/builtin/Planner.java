package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.Briefing;
import dev.daogou.assistant.llm.Briefing.CitablePassage;
import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.assistant.llm.Briefing.Question;
import dev.daogou.assistant.llm.Skill;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides for each thing asked whether a tool, a passage, a sentence of its own or a question back answers it. */
@Component
class Planner {

    /** Below this likeness a tool is not called unless one of its cues occurs. */
    private static final double SURE_ENOUGH = 0.72;

    private static final double CUED_ENOUGH = 0.58;
    private static final String KNOWLEDGE = "knowledge";

    private final Occasions occasions;
    private final Quotes quotes;

    Planner(Occasions occasions, Quotes quotes) {
        this.occasions = occasions;
        this.quotes = quotes;
    }

    Plan plan(String text, List<String> earlier, Briefing briefing, Set<String> offered) {
        Language language = Language.of(briefing.language());
        List<Plan.Step> steps = new ArrayList<>();
        for (Question question : briefing.questions()) {
            for (Plan.Step step : steps(question, text, earlier, briefing, offered, language)) {
                if (steps.stream().noneMatch(s -> sameThing(s, step))) {
                    steps.add(step);
                }
            }
        }
        // A greeting or thanks in front of a question needs no sentence of its own.
        if (steps.size() > 1) {
            List<Plan.Step> matter =
                    steps.stream().filter(s -> !(s instanceof Plan.Say)).toList();
            if (!matter.isEmpty()) {
                steps = matter;
            }
        }
        return new Plan(steps);
    }

    private List<Plan.Step> steps(
            Question question,
            String text,
            List<String> earlier,
            Briefing briefing,
            Set<String> offered,
            Language language) {
        Skill skill = skill(question.text(), briefing.continues(), offered, language);
        if (skill == null || skill.name().equals(KNOWLEDGE)) {
            return List.of(new Plan.Quote(question));
        }
        if (skill.description() == null) {
            return List.of(new Plan.Say(skill));
        }
        if (Boolean.TRUE.equals(skill.yields()) && namedInAPassage(question, briefing, language)) {
            return List.of(new Plan.Quote(question));
        }
        Map<String, Object> said = said(question.text(), text, earlier, briefing);
        Set<String> parameters =
                skill.parameters() == null ? Set.of() : skill.parameters().keySet();
        // A tool that takes one product is called for each that was named.
        if (parameters.contains("productId") && briefing.products().size() >= 2 && !briefing.productUnclear()) {
            List<Plan.Step> each = new ArrayList<>();
            for (ProductMention product : briefing.products()
                    .subList(0, Math.min(3, briefing.products().size()))) {
                said.put("productId", product.productId());
                each.add(new Plan.CallTool(skill, arguments(parameters, said), question));
            }
            return each;
        }
        Map<String, Object> arguments = arguments(parameters, said);
        for (String needed : skill.needs() == null ? List.<String>of() : skill.needs()) {
            if (!arguments.containsKey(needed)) {
                return instead(skill, question, said, offered, language)
                        .map(List::<Plan.Step>of)
                        .orElse(List.of(new Plan.AskBack(skill, needed)));
            }
        }
        return List.of(new Plan.CallTool(skill, arguments, question));
    }

    /** Another tool that the question surely wants and that misses nothing. */
    private Optional<Plan.Step> instead(
            Skill missing, Question question, Map<String, Object> said, Set<String> offered, Language language) {
        for (Skill other : sure(question.text(), offered, language, true)) {
            Map<String, String> parameters = other.parameters();
            boolean complete = said.keySet().containsAll(other.needs() == null ? List.of() : other.needs());
            if (parameters != null && complete && !other.equals(missing)) {
                return Optional.of(new Plan.CallTool(other, arguments(parameters.keySet(), said), question));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> arguments(Set<String> parameters, Map<String, Object> said) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String parameter : parameters) {
            Object value = said.get(parameter);
            if (value != null) {
                arguments.put(parameter, value);
            }
        }
        return arguments;
    }

    /**
     * "铜角阀多少钱" on the page of a heater asks for a part that the heater's passages speak of, not for the heater's price.
     */
    private boolean namedInAPassage(Question question, Briefing briefing, Language language) {
        List<CitablePassage> passages = briefing.passages().stream()
                .filter(p -> question.passages().contains(p.n()) && p.productId() != null)
                .toList();
        List<String> titles =
                briefing.products().stream().map(ProductMention::title).toList();
        return quotes.speakOfWhatIsNamed(question.text(), titles, passages, language);
    }

    /** What the question wants; a follow-up that has no will of its own wants what the question before it wanted. */
    private @Nullable Skill skill(String question, @Nullable String continues, Set<String> offered, Language language) {
        Skill own = skill(question, offered, language, continues != null);
        if (continues == null || own != null) {
            return own;
        }
        return skill(continues, offered, language, false);
    }

    private @Nullable Skill skill(String question, Set<String> offered, Language language, boolean onlyWhenCued) {
        return sure(question, offered, language, onlyWhenCued).stream()
                .findFirst()
                .orElse(null);
    }

    /** What the question surely wants, surest first; nothing when what it is most like is not sure. */
    private List<Skill> sure(String question, Set<String> offered, Language language, boolean onlyWhenCued) {
        List<Skill> sure = new ArrayList<>();
        for (Occasions.Likeness likeness : occasions.of(question, language)) {
            Skill skill = likeness.skill();
            if (skill.description() != null && !offered.contains(skill.name())) {
                continue;
            }
            boolean enough = likeness.cued()
                    ? likeness.score() >= CUED_ENOUGH
                    : likeness.score() >= SURE_ENOUGH && !onlyWhenCued;
            if (!enough) {
                break;
            }
            sure.add(skill);
        }
        return sure;
    }

    /** Everything a tool could be told, by parameter name. */
    private Map<String, Object> said(String question, String text, List<String> earlier, Briefing briefing) {
        List<String> all = new ArrayList<>(earlier.subList(Math.max(0, earlier.size() - 6), earlier.size()));
        // The body does not change between messages; a size, colour, budget or order number belongs to the matter in
        // hand.
        Map<String, Object> body = Said.in(all);
        Map<String, Object> said = new LinkedHashMap<>();
        for (String lasting : List.of("heightCm", "weightKg", "bustCm", "waistCm", "hipCm", "footMm", "usualSize")) {
            if (body.containsKey(lasting)) {
                said.put(lasting, body.get(lasting));
            }
        }
        if (briefing.continues() != null) {
            said.putAll(Said.in(briefing.continues()));
        }
        said.putAll(Said.in(text));
        List<String> ids =
                briefing.products().stream().map(ProductMention::productId).toList();
        if (!ids.isEmpty() && !briefing.productUnclear()) {
            said.put("productId", ids.getFirst());
            said.put("items", ids);
        }
        if (ids.size() >= 2) {
            said.put("productIds", ids.subList(0, Math.min(4, ids.size())));
        }
        String whole = briefing.continues() == null ? question : briefing.continues() + " " + question;
        Said.Wish wish = Said.wish(whole);
        said.put("query", wish.wanted());
        if (!wish.refused().isEmpty()) {
            said.put("without", wish.refused());
        }
        said.put("need", whole);
        said.put("reason", text);
        return said;
    }

    private static boolean sameThing(Plan.Step a, Plan.Step b) {
        if (a instanceof Plan.CallTool one && b instanceof Plan.CallTool other) {
            return one.skill().name().equals(other.skill().name())
                    && withoutWords(one.arguments()).equals(withoutWords(other.arguments()));
        }
        return a.equals(b);
    }

    private static Map<String, Object> withoutWords(Map<String, Object> arguments) {
        Map<String, Object> rest = new LinkedHashMap<>(arguments);
        rest.keySet().removeAll(Set.of("need", "reason"));
        return rest;
    }

    /** Reads the examples of a language before the first shopper needs them. */
    void warm(Language language) {
        occasions.warm(language);
    }
}
