package dev.daogou.assistant.llm.builtin;

import dev.daogou.knowledge.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a question asks for (a power, a price, a period) and how an answer to it looks, from {@code prompts/questions.yaml}:
 * the expected answer type of question answering.
 */
@Component
class AskedFor {

    private static final Pattern HOW_MANY =
            Pattern.compile("(?:多少|几)(?!钱|个|种|款|件)\\s*(万?\\p{IsHan}{1,2}?|[A-Za-z]{1,4})(?=[\\s，,。？?吗呢厚长高宽重大到的]|$)");

    private final Map<Language, List<Kind>> kinds = new EnumMap<>(Language.class);

    AskedFor() {
        try (InputStream in = new ClassPathResource("prompts/questions.yaml").getInputStream()) {
            Map<String, List<Map<String, Object>>> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            tree.forEach((language, entries) -> kinds.put(
                    Language.of(language), entries.stream().map(Kind::of).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("prompts/questions.yaml cannot be read", e);
        }
    }

    /**
     * A kind of thing that is asked for.
     *
     * @param asks found in the question
     * @param says found in an answering sentence; matches everything when an answer has no special form
     * @param typed whether an answer has a special form
     * @param plain whether that form is so common (a number, a date) that it tells nothing without the words
     * @param words what a shop writes for it
     */
    record Kind(Pattern asks, Pattern says, boolean typed, boolean plain, List<String> words) {

        private static Kind of(Map<String, Object> entry) {
            String says = String.valueOf(entry.get("says"));
            return new Kind(
                    Pattern.compile(String.valueOf(entry.get("asks")), Pattern.CASE_INSENSITIVE),
                    Pattern.compile(says, Pattern.CASE_INSENSITIVE),
                    !says.isEmpty(),
                    Boolean.TRUE.equals(entry.get("plain")),
                    ((List<?>) Objects.requireNonNull(entry.get("words")))
                            .stream().map(Object::toString).toList());
        }

        /** How well a sentence answers this kind of question, 0 to 1. */
        double answeredBy(String sentence, String context) {
            boolean form = says.matcher(sentence).find();
            boolean named = words.stream().anyMatch(sentence::contains);
            boolean namedAround = named || words.stream().anyMatch(context::contains);
            if (!typed) {
                return named ? 1 : namedAround ? 0.7 : 0;
            }
            if (form) {
                return named ? 1 : namedAround ? 0.85 : plain ? 0.2 : 0.6;
            }
            return named ? 0.3 : 0;
        }
    }

    /** "多少赫兹" asks for a figure in that unit, known or not. */
    static Optional<Kind> unit(String question) {
        Matcher unit = HOW_MANY.matcher(question);
        if (!unit.find()) {
            return Optional.empty();
        }
        String named = unit.group(1);
        return Optional.of(new Kind(
                Pattern.compile(Pattern.quote(unit.group())),
                Pattern.compile("\\d[\\d.]*\\s*" + Pattern.quote(named), Pattern.CASE_INSENSITIVE),
                true,
                false,
                List.of(named)));
    }

    /** The kinds of things a question asks for; empty when it asks for nothing of a known kind. */
    List<Kind> in(String question, Language language) {
        return kinds.getOrDefault(language, List.of()).stream()
                .filter(kind -> kind.asks().matcher(question).find())
                .toList();
    }
}
