package dev.daogou.knowledge.evidence;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a question asks for, ready to be looked for in passages. Everything is told from the letters alone, so that reading
 * a passage takes microseconds.
 */
public final class Sought {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[。!?！？;；])|\\n");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\u00a0\\u3000]+");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** A year, not a price or a measure: what somebody may spend or weighs stands in no passage. */
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d|\\s*[元块以左毫克瓦米斤件mgkw])");

    private static final Pattern YEAR_OR_LATIN =
            Pattern.compile(YEAR.pattern() + "|(?<![a-z0-9])(?!xs|xl|xxl|xxxl|cm|kg)[a-z][a-z0-9]+");
    /** A sentence that asks. One that asks what is asked stands before its answer, so that none is missed in it. */
    private static final Pattern ASKS =
            Pattern.compile("\\?|什么|谁|哪|多少|多久|多长时间|几[个点号天时次]|怎么|吗|^\\W*(?:what|who|whose|which|when|where|how|why)\\b");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** How far before the answer, and how far behind it, the words may stand that say what it is the answer to. */
    private static final int BEFORE = 30;

    private static final int BEHIND = 15;
    private static final int LATIN_IS_LONGER = 3;

    /** From twice as long as the question a text begins to be much longer, from six times it is. */
    private static final double AS_LONG = 2;

    private static final double MUCH_LONGER = 6;
    private static final int READ = 4_000;

    private final String question;
    private final boolean chinese;
    private final Map<String, Double> words;
    private final double everything;
    private final Set<String> numbers;
    private final Set<String> pairs;
    private final int length;
    private final Optional<AnswerKind> kind;

    /**
     * @param question as it was asked
     * @param words its words, each with its rarity
     */
    public Sought(String question, Map<String, Double> words) {
        this.question = plain(question);
        this.chinese = HAN.matcher(this.question).find();
        this.words = Map.copyOf(words);
        this.everything =
                words.values().stream().mapToDouble(Double::doubleValue).sum();
        this.numbers = (chinese ? YEAR_OR_LATIN : YEAR)
                .matcher(this.question)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        String letters = MARKS.matcher(this.question).replaceAll("");
        this.length = Math.max(1, letters.length());
        this.pairs = pairsOf(letters);
        this.kind = AnswerKind.of(this.question);
    }

    /** Whether a thing of a certain kind is asked for: a time, an amount, a name. */
    public boolean asksForAKind() {
        return kind.isPresent();
    }

    /** Looks into a passage. */
    public Evidence in(String passage) {
        String text = plain(passage.length() > READ ? passage.substring(0, READ) : passage);
        return new Evidence(answerMissing(text), numbersMissing(text), pairsIn(text));
    }

    private static String plain(String text) {
        return BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll(" ");
    }

    private double numbersMissing(String text) {
        if (numbers.isEmpty()) {
            return 0;
        }
        long missing =
                numbers.stream().filter(number -> !hasToken(text, number)).count();
        return (double) missing / numbers.size();
    }

    /** Whether the text has it, not as a part of a longer number or Latin word. */
    private static boolean hasToken(String text, String token) {
        for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
            int end = at + token.length();
            boolean digits = Character.isDigit(token.charAt(0));
            boolean begins = at == 0 || !goesOn(text.charAt(at - 1), digits);
            if (begins && (end == text.length() || !goesOn(text.charAt(end), digits))) {
                return true;
            }
        }
        return false;
    }

    private static boolean goesOn(char next, boolean digits) {
        return digits ? Character.isDigit(next) : next >= 'a' && next <= 'z';
    }

    private double pairsIn(String text) {
        String letters = MARKS.matcher(text).replaceAll("");
        double longer = Math.clamp((letters.length() / (double) length - AS_LONG) / (MUCH_LONGER - AS_LONG), 0, 1);
        if (!chinese || pairs.isEmpty() || longer == 0) {
            return 0;
        }
        long has = pairs.stream().filter(letters::contains).count();
        return longer * has / pairs.size();
    }

    private static Set<String> pairsOf(String letters) {
        Set<String> pairs = new HashSet<>();
        for (int at = 0; at + 2 <= letters.length(); at++) {
            pairs.add(letters.substring(at, at + 2));
        }
        return pairs;
    }

    private double answerMissing(String text) {
        if (kind.isEmpty() || everything == 0) {
            return 0;
        }
        double spokenOf = 0;
        double answered = 0;
        for (String sentence : SENTENCE_END.splitAsStream(text).toList()) {
            Map<String, List<Integer>> found = find(sentence);
            double covered = share(found.keySet());
            spokenOf = Math.max(spokenOf, covered);
            if (ASKS.matcher(sentence).find()) {
                answered = Math.max(answered, covered);
                continue;
            }
            // Nothing in a sentence can be better than all that it speaks of.
            if (covered > answered) {
                for (AnswerKind.Place place : kind.get().in(sentence, question)) {
                    answered = Math.max(answered, share(near(place, found)));
                }
            }
        }
        return spokenOf - answered;
    }

    private Map<String, List<Integer>> find(String sentence) {
        Map<String, List<Integer>> found = new HashMap<>();
        for (String word : words.keySet()) {
            // A stem's last i was a y.
            String looked =
                    !chinese && word.length() > 3 && word.endsWith("i") ? word.substring(0, word.length() - 1) : word;
            for (int at = sentence.indexOf(looked); at >= 0; at = sentence.indexOf(looked, at + 1)) {
                if (chinese || at == 0 || !Character.isLetterOrDigit(sentence.charAt(at - 1))) {
                    found.computeIfAbsent(word, any -> new ArrayList<>()).add(at);
                }
            }
        }
        return found;
    }

    private Set<String> near(AnswerKind.Place place, Map<String, List<Integer>> found) {
        int wider = chinese ? 1 : LATIN_IS_LONGER;
        Set<String> near = new HashSet<>();
        found.forEach((word, places) -> {
            if (places.stream()
                    .anyMatch(at -> at >= place.from() - BEFORE * wider && at <= place.to() + BEHIND * wider)) {
                near.add(word);
            }
        });
        return near;
    }

    private double share(Set<String> some) {
        return some.stream().mapToDouble(words::get).sum() / everything;
    }
}
