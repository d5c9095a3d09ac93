package dev.daogou.assistant.llm.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.llm.Briefing.CitablePassage;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds the words in passages that answer a question, verbatim, or tells that there are none. */
@Component
class Quotes {

    /** Below this a passage does not speak of what was asked; calibrated on questions with and without an answer. */
    private static final double ENOUGH = 0.52;

    private static final int SHORT_PASSAGE = 170;
    private static final int LONGEST_QUOTE = 230;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[。!?！？；;])|(?<=[.!?;])(?=\\s)|\\n");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern HOLLOW_ZH = Pattern.compile(
            "请问|你好|您好|麻烦|想问一下|想问|问一下|我想知道|想知道|知道|告诉我|一下|什么时候|什么样|什么|多少钱|多少|怎么样|怎么办|怎么|如何|哪些|哪个|哪种|哪里|哪|几个|几|是不是|是否|能不能|可不可以|会不会|有没有|能否|可以|需要|应该|多久|多长时间|为什么|吗|呢|吧|啊|呀|嘛|了|的|我们|我|你们|你|您|它|这款|这个|这件|这台|这|那款|那个|那|一款|是|有|和|跟|与|在|给|把|被|要|会|能|到|就|都|还|也|如果|的话|之后|时候|出现|显示|具体|大概|支持|产品|商品");
    private static final Set<String> HOLLOW_EN = Set.of(
            "a", "an", "the", "is", "are", "was", "do", "does", "did", "can", "could", "will", "would", "should", "i",
            "you", "it", "its", "my", "your", "this", "that", "these", "those", "of", "to", "in", "on", "for", "with",
            "and", "or", "at", "be", "how", "what", "when", "where", "which", "who", "why", "much", "many", "long",
            "have", "has", "if", "me", "please", "there", "any", "tell", "know", "about", "get", "got", "so", "from",
            "by", "as", "am", "we", "they", "need");

    private final KnowledgeBase knowledge;
    private final Cache<String, float[]> vectors =
            Caffeine.newBuilder().maximumSize(20_000).build();

    Quotes(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * Words that answer.
     *
     * @param passage where they stand
     * @param text verbatim
     * @param score how sure, 0 to about 1
     */
    record Quote(CitablePassage passage, String text, double score) {}

    /**
     * The words that answer a question best.
     *
     * @param question what is asked
     * @param aboutTitles titles of the products meant; their words say nothing about which passage answers
     */
    Optional<Quote> best(String question, List<String> aboutTitles, List<CitablePassage> passages, Language language) {
        if (passages.isEmpty()) {
            return Optional.empty();
        }
        Set<String> asked = terms(hollowOut(withoutTitles(question, aboutTitles)));
        if (asked.isEmpty()) {
            asked = terms(hollowOut(question));
        }
        float[] questionVector = vector(question, language);
        List<Unit> units = new ArrayList<>();
        for (CitablePassage passage : passages) {
            units.addAll(units(passage));
        }
        embed(units, language);
        Map<String, Double> rarity = rarity(asked, units);
        double most = rarity.values().stream().mapToDouble(Double::doubleValue).sum();
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            double own = covered(asked, rarity, unit.text);
            double whole = covered(asked, rarity, unit.passage.title() + " " + unit.passage.text());
            double coverage = most == 0 ? 0 : (0.6 * own + 0.4 * whole) / most;
            double likeness = Occasions.cosine(questionVector, vector(unit.readAs(), language));
            double rank = 1.0 / (1 + passages.indexOf(unit.passage));
            scored.add(new Scored(unit, 0.55 * likeness + 0.40 * coverage + 0.05 * rank));
        }
        Scored best =
                scored.stream().max(Comparator.comparingDouble(Scored::score)).orElseThrow();
        if (best.score < ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(new Quote(best.unit.passage, around(best, scored), best.score));
    }

    private record Unit(CitablePassage passage, int index, String text) {
        /** What the embedding reads: a bare list item means little without its titles. */
        String readAs() {
            String title = passage.title();
            String last = title.substring(title.lastIndexOf(" > ") < 0 ? 0 : title.lastIndexOf(" > ") + 3);
            return last + " " + text;
        }
    }

    private record Scored(Unit unit, double score) {}

    private static List<Unit> units(CitablePassage passage) {
        List<Unit> units = new ArrayList<>();
        int index = 0;
        for (String sentence : SENTENCE_END.split(passage.text(), -1)) {
            if (!sentence.isBlank()) {
                units.add(new Unit(passage, index++, sentence.strip()));
            }
        }
        return units;
    }

    /** The whole passage when it is short; else the sentence and what follows it, as long as that bears on the question. */
    private static String around(Scored best, List<Scored> scored) {
        String text = best.unit.passage.text().strip();
        if (text.length() <= (HAN.matcher(text).find() ? SHORT_PASSAGE : SHORT_PASSAGE * 3)) {
            return text;
        }
        int longest = HAN.matcher(text).find() ? LONGEST_QUOTE : LONGEST_QUOTE * 3;
        List<Scored> same = scored.stream()
                .filter(s -> s.unit.passage.equals(best.unit.passage))
                .toList();
        int from = best.unit.index;
        int to = from;
        int start = text.indexOf(best.unit.text);
        int end = start + best.unit.text.length();
        while (to + 1 < same.size()) {
            Scored next = same.get(to + 1);
            int nextEnd = text.indexOf(next.unit.text, end) + next.unit.text.length();
            if (nextEnd - start > longest || nextEnd < end) {
                break;
            }
            to++;
            end = nextEnd;
        }
        while (from > 0) {
            Scored before = same.get(from - 1);
            int beforeStart = text.lastIndexOf(before.unit.text, start - 1);
            if (beforeStart < 0 || end - beforeStart > longest || before.score < 0.8 * best.score) {
                break;
            }
            from--;
            start = beforeStart;
        }
        return text.substring(start, end).strip();
    }

    private static String withoutTitles(String question, List<String> titles) {
        String rest = question;
        for (String title : titles) {
            for (int length = Math.min(12, title.length()); length >= 2; length--) {
                for (int i = 0; i + length <= title.length(); i++) {
                    String piece = title.substring(i, i + length);
                    if (rest.contains(piece)
                            && !piece.isBlank()
                            && HAN.matcher(piece).find()) {
                        rest = rest.replace(piece, " ");
                    }
                }
            }
        }
        return rest;
    }

    private static String hollowOut(String question) {
        return HOLLOW_ZH.matcher(question).replaceAll(" ");
    }

    /** Chinese in pairs of characters, everything else in words, lower-case, without a plural's s. */
    static Set<String> terms(String text) {
        Set<String> terms = new LinkedHashSet<>();
        StringBuilder run = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            char c = i < lower.length() ? lower.charAt(i) : ' ';
            boolean han = HAN.matcher(String.valueOf(c)).matches();
            boolean word = !han && Character.isLetterOrDigit(c);
            boolean runIsHan =
                    !run.isEmpty() && HAN.matcher(String.valueOf(run.charAt(0))).matches();
            if (!run.isEmpty() && (runIsHan ? !han : !word)) {
                add(run.toString(), runIsHan, terms);
                run.setLength(0);
            }
            if (han || word) {
                run.append(c);
            }
        }
        return terms;
    }

    private static void add(String run, boolean han, Set<String> terms) {
        if (han) {
            if (run.length() == 1) {
                terms.add(run);
            }
            for (int i = 0; i + 2 <= run.length(); i++) {
                terms.add(run.substring(i, i + 2));
            }
        } else if (!HOLLOW_EN.contains(run)) {
            terms.add(
                    run.length() > 3 && run.endsWith("s") && !run.endsWith("ss")
                            ? run.substring(0, run.length() - 1)
                            : run);
        }
    }

    private static Map<String, Double> rarity(Set<String> asked, List<Unit> units) {
        Map<String, Double> rarity = new HashMap<>();
        for (String term : asked) {
            long in = units.stream().filter(u -> holds(u.text, term)).count();
            rarity.put(term, Math.log(1 + (units.size() + 1.0) / (in + 0.5)));
        }
        return rarity;
    }

    private static double covered(Set<String> asked, Map<String, Double> rarity, String text) {
        return asked.stream()
                .filter(t -> holds(text, t))
                .mapToDouble(t -> rarity.getOrDefault(t, 0.0))
                .sum();
    }

    private static boolean holds(String text, String term) {
        return text.toLowerCase(Locale.ROOT).contains(term);
    }

    private float[] vector(String text, Language language) {
        return vectors.get(
                language.code() + text,
                key -> knowledge.embed(language, List.of(text)).getFirst().vector());
    }

    private void embed(List<Unit> units, Language language) {
        List<String> missing = units.stream()
                .map(Unit::readAs)
                .filter(text -> vectors.getIfPresent(language.code() + text) == null)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            List<Embedding> made = knowledge.embed(language, missing);
            for (int i = 0; i < missing.size(); i++) {
                vectors.put(language.code() + missing.get(i), made.get(i).vector());
            }
        }
    }
}
