package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.Standing;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes what an agent reads first, so that the shopper has nothing to repeat: why a person is wanted, what the shopper
 * wants, what was tried, where they are, how they sound. Made from the history alone, without a model.
 */
@Component
class Briefs {

    private static final int WISHES_SHOWN = 3;
    private static final int LONGEST_QUOTE = 120;

    private final HandoffSentences sentences;

    Briefs(HandoffSentences sentences) {
        this.sentences = sentences;
    }

    /** A labelled line each. */
    String brief(Standing standing, List<Message> history, Language language) {
        List<String> lines = new ArrayList<>();
        line(lines, language, "reason", reason(standing.reason(), standing.brief(), language));
        line(lines, language, "wants", wishes(history));
        line(lines, language, "tried", tried(history, language));
        line(lines, language, "page", page(history, standing.entry()));
        line(lines, language, "came", came(standing.entry()));
        line(lines, language, "mood", mood(history, language));
        return String.join("\n", lines);
    }

    private void line(List<String> lines, Language language, String label, String text) {
        if (!text.isEmpty()) {
            String colon = language == Language.ZH ? "：" : ": ";
            lines.add(sentences.say(language, "brief." + label) + colon + text);
        }
    }

    private String reason(@Nullable HandoffReason reason, @Nullable String about, Language language) {
        if (reason == null) {
            return "";
        }
        String why = sentences.say(language, "reason." + reason.wireName());
        return about == null || about.isBlank() ? why : why + quoted(language, about);
    }

    /** The last things the shopper said, oldest first. */
    private static String wishes(List<Message> history) {
        List<String> said = history.stream()
                .filter(message -> message.author() instanceof Author.Shopper)
                .map(message -> shortened(message.text()))
                .toList();
        return String.join(" / ", said.subList(Math.max(0, said.size() - WISHES_SHOWN), said.size()));
    }

    private String tried(List<Message> history, Language language) {
        List<Message> answers = history.stream()
                .filter(message -> message.author() instanceof Author.Assistant)
                .filter(message -> !"none".equals(message.content().get("answeredBy")))
                .toList();
        if (answers.isEmpty()) {
            return sentences.say(language, "brief.tried.nothing");
        }
        Set<String> parts = new LinkedHashSet<>();
        answers.stream()
                .flatMap(Briefs::toolNames)
                .filter(tool -> !tool.equals("hand_over_to_person"))
                .map(tool -> sentences.sayOr(language, "tool." + tool, tool))
                .forEach(parts::add);
        parts.add(sentences.say(language, "brief.tried.answers", answers.size()));
        long declined = answers.stream()
                .filter(answer -> Boolean.TRUE.equals(answer.content().get("declined")))
                .count();
        if (declined > 0) {
            parts.add(sentences.say(language, "brief.tried.declined", declined));
        }
        return String.join(language == Language.ZH ? "，" : ", ", parts);
    }

    private static Stream<String> toolNames(Message answer) {
        return answer.content().get("tools") instanceof List<?> tools
                ? tools.stream()
                        .filter(Map.class::isInstance)
                        .map(tool -> Objects.toString(((Map<?, ?>) tool).get("name"), ""))
                        .filter(name -> !name.isEmpty())
                : Stream.empty();
    }

    private static String page(List<Message> history, Map<String, Object> entry) {
        return history.reversed().stream()
                .map(message -> message.content().get("page"))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(entry.get("page")))
                .map(Briefs::pageInWords)
                .orElse("");
    }

    private static String pageInWords(Object page) {
        if (!(page instanceof Map<?, ?> fields)) {
            return shortened(page.toString());
        }
        return shortened(String.join(
                " · ",
                Stream.of("title", "productId", "url")
                        .map(fields::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList()));
    }

    private static String came(Map<String, Object> entry) {
        return shortened(String.join(
                " · ",
                Stream.of("channel", "keyword")
                        .map(entry::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList()));
    }

    private String mood(List<Message> history, Language language) {
        Mood mood = Mood.of(history);
        String kind = switch (mood.kind()) {
            case CALM -> "calm";
            case IMPATIENT -> "impatient";
            case UPSET -> "upset";
        };
        String words = sentences.say(language, "mood." + kind);
        return mood.words().isEmpty()
                ? words
                : words + quoted(language, String.join(language == Language.ZH ? "、" : ", ", mood.words()));
    }

    private static String quoted(Language language, String text) {
        return switch (language) {
            case ZH -> "（" + shortened(text) + "）";
            case EN -> " (" + shortened(text) + ")";
        };
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_QUOTE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }
}
