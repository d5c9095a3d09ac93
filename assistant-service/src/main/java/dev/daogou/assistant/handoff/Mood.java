package dev.daogou.assistant.handoff;

import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a shopper sounds, by the words they used.
 *
 * @param kind how
 * @param words the words it was read from, as they were said
 */
record Mood(Kind kind, List<String> words) {

    private static final Pattern UPSET = Pattern.compile(
            "投诉|举报|差评|骗|垃圾|气死|生气|太差|失望|恶心|忍无可忍|什么破|坑人|赔偿|曝光|12315|消协|过分|无语|[!！]{2,}"
                    + "|\\b(?:complain\\w*|unacceptable|furious|angry|terrible|awful|disgust\\w+|scam|rip-?off|refuse|lawyer"
                    + "|ridiculous|disappointed|worst)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IMPATIENT = Pattern.compile(
            "着急|很急|急用|急[!！]|赶紧|马上|快点|怎么还|还没|等了|多久了|催|[?？]{2,}"
                    + "|\\b(?:hurry|urgent\\w*|asap|still (?:not|no|waiting)|how long|right now|quick\\w*)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final int WORDS_SHOWN = 4;

    enum Kind {
        CALM,
        IMPATIENT,
        UPSET
    }

    Mood {
        words = List.copyOf(words);
    }

    static Mood of(List<Message> history) {
        List<String> said = history.stream()
                .filter(message -> message.author() instanceof Author.Shopper)
                .map(Message::text)
                .toList();
        return of(String.join("\n", said));
    }

    static Mood of(String said) {
        List<String> upset = found(UPSET, said);
        if (!upset.isEmpty()) {
            return new Mood(Kind.UPSET, upset);
        }
        List<String> impatient = found(IMPATIENT, said);
        return impatient.isEmpty() ? new Mood(Kind.CALM, List.of()) : new Mood(Kind.IMPATIENT, impatient);
    }

    private static List<String> found(Pattern pattern, String said) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(said);
        while (matcher.find() && words.size() < WORDS_SHOWN) {
            words.add(matcher.group());
        }
        return new ArrayList<>(words);
    }
}
