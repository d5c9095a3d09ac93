package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.Prompts;
import dev.daogou.assistant.llm.Skill;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Tells what a shopper wants by the nearest of the examples in {@code prompts/}. The likeness to an occasion is the
 * cosine similarity to its nearest example, raised when one of its cues occurs and lowered when one of its
 * counter-cues does.
 */
@Component
class Occasions {

    private static final double CUE = 0.14;
    private static final double COUNTER_CUE = 0.30;

    private final Prompts prompts;
    private final KnowledgeBase knowledge;
    private final Map<Language, List<Known>> known = new EnumMap<>(Language.class);

    Occasions(Prompts prompts, KnowledgeBase knowledge) {
        this.prompts = prompts;
        this.knowledge = knowledge;
    }

    private record Known(Skill skill, List<Pattern> cues, List<Pattern> unless, List<float[]> examples) {}

    /**
     * An occasion and how much a text is like it.
     *
     * @param cued whether one of its cues occurs
     */
    record Likeness(Skill skill, double score, boolean cued) {}

    /** The occasions a text is like, most alike first. */
    List<Likeness> of(String text, Language language) {
        float[] vector = knowledge.embed(language, List.of(text)).getFirst().vector();
        List<Likeness> all = new ArrayList<>();
        for (Known occasion : known(language)) {
            double nearest = occasion.examples.stream()
                    .mapToDouble(example -> cosine(example, vector))
                    .max()
                    .orElse(0);
            boolean cued =
                    occasion.cues.stream().anyMatch(cue -> cue.matcher(text).find());
            boolean countered =
                    occasion.unless.stream().anyMatch(cue -> cue.matcher(text).find());
            double score = nearest + (cued ? CUE : 0) - (countered ? COUNTER_CUE : 0);
            all.add(new Likeness(occasion.skill, score, cued && !countered));
        }
        all.sort(Comparator.comparingDouble(Likeness::score).reversed());
        return all;
    }

    /** Reads all examples of a language once, so that the first shopper does not wait for it. */
    void warm(Language language) {
        known(language);
    }

    private synchronized List<Known> known(Language language) {
        return known.computeIfAbsent(language, this::read);
    }

    private List<Known> read(Language language) {
        Map<String, Skill> skills = new LinkedHashMap<>(prompts.tools());
        skills.putAll(prompts.talk());
        List<Known> read = new ArrayList<>();
        for (Skill skill : skills.values()) {
            Skill.Occasion occasion = skill.when() == null ? null : skill.when().get(language.code());
            if (occasion == null) {
                continue;
            }
            List<String> examples = occasion.examples() == null ? List.of() : occasion.examples();
            List<float[]> vectors = examples.isEmpty()
                    ? List.of()
                    : knowledge.embed(language, examples).stream()
                            .map(Embedding::vector)
                            .toList();
            read.add(new Known(skill, patterns(occasion.cues()), patterns(occasion.unless()), vectors));
        }
        return read;
    }

    private static List<Pattern> patterns(@org.jspecify.annotations.Nullable List<String> expressions) {
        return expressions == null
                ? List.of()
                : expressions.stream()
                        .map(e -> Pattern.compile(e, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                        .toList();
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
