package dev.daogou.assistant.llm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One prompt file of {@code prompts/tools} or {@code prompts/talk}: what models are told of a tool, when the built-in
 * assistant uses it and what it says with the result. The maps are keyed by language, {@code zh} and {@code en}.
 *
 * @param name the tool's name, or the occasion's
 * @param description what the tool is for, as a model reads it; empty for an occasion without a tool
 * @param parameters each parameter of the tool with its description
 * @param when by which words the built-in assistant recognises the occasion
 * @param needs parameters the built-in assistant asks for when it has not found them
 * @param ask what it asks, by parameter and language
 * @param say a mustache template of the tool's facts, what it says with the result
 * @param yields whether a passage that names the very thing asked about answers instead of the tool
 * @param moves whether the talk goes on about the products it shows, not about the one asked about
 * @param suggest what the shopper may want to say next
 */
public record Skill(
        String name,
        @Nullable String description,
        @Nullable Map<String, String> parameters,
        @Nullable Map<String, Occasion> when,
        @Nullable List<String> needs,
        @Nullable Map<String, Map<String, String>> ask,
        @Nullable Map<String, String> say,
        @Nullable Boolean yields,
        @Nullable Boolean moves,
        @Nullable Map<String, List<String>> suggest) {

    /**
     * How an occasion is recognised.
     *
     * @param examples things shoppers say on it; nearness to them is what counts
     * @param cues regular expressions that speak for it
     * @param unless regular expressions that speak against it
     */
    public record Occasion(
            @Nullable List<String> examples,
            @Nullable List<String> cues,
            @Nullable List<String> unless) {}

    /** What the shopper may want to say next, in this language. */
    public List<String> suggestions(String language) {
        return suggest == null ? List.of() : suggest.getOrDefault(language, List.of());
    }
}
