package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.Briefing.Question;
import dev.daogou.assistant.llm.Skill;
import java.util.List;
import java.util.Map;

/** What the built-in assistant makes of a message: one step for each thing asked. */
record Plan(List<Step> steps) {

    /** How one thing that was asked is answered. */
    sealed interface Step {}

    /** By a tool; what it says with the result stands in the tool's prompt file. */
    record CallTool(Skill skill, Map<String, Object> arguments, Question question) implements Step {}

    /** By asking back for what is missing. */
    record AskBack(Skill skill, String parameter) implements Step {}

    /** By the words of a passage. */
    record Quote(Question question) implements Step {}

    /** By a sentence of its own: a greeting, thanks, who it is. */
    record Say(Skill skill) implements Step {}
}
