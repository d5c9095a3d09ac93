package dev.daogou.assistant.llm.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.llm.Briefing.CitablePassage;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.lexical.Word;
import dev.daogou.knowledge.lexical.Words;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds the words in passages that answer a question, verbatim, or tells that there are none. A sentence is judged by its
 * likeness to the question in meaning, by how much of what was asked it speaks of, and by whether it has the form of an answer
 * to such a question.
 */
@Component
class Quotes {

    private static final Logger LOG = LoggerFactory.getLogger(Quotes.class);

    /** Calibrated on questions with and without an answer in real product texts. */
    private static final double ENOUGH = 0.56;

    private static final double ENOUGH_COVERED = 0.34;
    private static final double LIKENESS = 0.5;
    private static final double WRONG_FORM = 0.10;
    private static final double FOUND_FIRST = 0.06;
    private static final double OF_A_KIND = 7.0;
    private static final double NOWHERE = 1.0;
    private static final double NAMES_THE_CODE = 0.3;

    private static final Pattern CLAUSE_END = Pattern.compile("(?<=[；;])");
    private static final Pattern RECORD = Pattern.compile("[^：:；;]{1,12}[：:][^；;]*[；;][^：:；;]{1,12}[：:].*");
    private static final Pattern COLON = Pattern.compile("[：:]");
    private static final int MOST_COLUMNS = 7;
    private static final int LONG_SENTENCE = 90;
    private static final int SHORT_PASSAGE = 160;
    private static final int LONGEST_QUOTE = 200;
    private static final int ENGLISH_IS_LONGER = 3;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[。!?！？])|(?<=[.!?])(?=\\s)|\\n");
    private static final Pattern NOT_A_THING = Pattern.compile(
            "[一二三两几\\d]+\\s*[个条根台套件只把双块元]|多少钱|几多钱|几块钱|什么价格?|价格|怎么卖|咋卖|卖多少|售价|现价|便宜|贵|请问|现在|今天|这[个款件台]?|那[个款件台]?|的|了|吗|呢|呀|啊|吧|要|得|花|卖|价|钱|我|你们?|在|会|一点|是|有|"
                    + "\\b(?:how much|price|cost|is|are|the|it|this|that|what|for|does|do)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERS = Pattern.compile("[\\d.]+");
    private static final Pattern HAN_RUN = Pattern.compile("\\p{IsHan}{2,}");
    private static final Pattern SEPARATOR = Pattern.compile("[-_./+\\s]");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Set<String> HOLLOW = Set.of(
            "什么", "怎么", "怎么样", "怎样", "如何", "哪些", "哪个", "哪种", "哪里", "哪儿", "哪", "多少", "几", "多久", "多长", "多大", "时候", "什么时候",
            "知道", "想问", "告诉", "看看", "需要", "应该", "为什么", "能不能", "可不可以", "有没有", "是不是", "会不会", "能否", "是否", "的话", "东西", "产品",
            "商品", "宝贝", "具体", "大概", "到底", "其实", "听说", "现在", "今天", "之后", "以后", "时", "个", "款", "台", "件", "下", "啥", "咋",
            "没", "不", "还", "都", "也", "又", "再", "家里", "家", "买", "用", "说", "how", "what", "when", "where", "which", "who",
            "why", "much", "many", "long", "tell", "know", "need", "get", "does", "product", "item");

    private final KnowledgeBase knowledge;
    private final AskedFor askedFor;
    private final Cache<String, float[]> vectors =
            Caffeine.newBuilder().maximumSize(20_000).build();
    private final Cache<String, Set<String>> words =
            Caffeine.newBuilder().maximumSize(20_000).build();

    Quotes(KnowledgeBase knowledge, AskedFor askedFor) {
        this.knowledge = knowledge;
        this.askedFor = askedFor;
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
     * @param continues the earlier question it goes on with; read along when this one does not speak for itself
     * @param aboutTitles titles of the products meant; their words say nothing about which passage answers
     */
    Optional<Quote> best(
            String question,
            @Nullable String continues,
            List<String> aboutTitles,
            List<CitablePassage> passages,
            Language language) {
        Asked asked = asked(question, aboutTitles, language);
        boolean speaksForItself = !asked.kinds.isEmpty() || !asked.codes.isEmpty() || asked.words.size() >= 2;
        String whole = continues == null || speaksForItself ? question : continues + " " + question;
        return best(whole, aboutTitles, passages, language);
    }

    /** As above, for a question that stands alone. */
    Optional<Quote> best(String question, List<String> aboutTitles, List<CitablePassage> passages, Language language) {
        Asked asked = asked(question, aboutTitles, language);
        List<CitablePassage> speaking = passages.stream()
                .filter(p -> asked.codes.isEmpty()
                        || asked.codes.stream().anyMatch(words(p.title() + " " + p.text())::contains))
                .toList();
        List<Unit> units = speaking.stream().flatMap(p -> units(p).stream()).toList();
        if (units.isEmpty()) {
            return Optional.empty();
        }
        embed(units, language);
        float[] questionVector = vector(question, language);
        Map<String, Double> weights = weights(asked.words, units);
        List<Scored> scored = new ArrayList<>();
        for (Unit unit : units) {
            double likeness = Occasions.cosine(questionVector, vector(unit.readAs(), language));
            double found = FOUND_FIRST / (1 + passages.indexOf(unit.passage));
            scored.add(score(unit, likeness, found, asked, weights));
        }
        Scored best =
                scored.stream().max(Comparator.comparingDouble(Scored::score)).orElseThrow();
        boolean enough = best.score >= ENOUGH && (best.covered >= ENOUGH_COVERED || !asked.codes.isEmpty());
        LOG.debug(
                "{} {} score {} covered {}: {} <- {}",
                enough ? "quote" : "decline",
                question,
                best.score,
                best.covered,
                best.unit.text,
                asked);
        return enough ? Optional.of(new Quote(best.unit.passage, around(best, scored), best.score)) : Optional.empty();
    }

    /**
     * Whether the passages speak of something the question names beside the products themselves: a part, a service, a
     * material.
     */
    boolean speakOfWhatIsNamed(
            String question, List<String> aboutTitles, List<CitablePassage> passages, Language language) {
        String rest = NOT_A_THING.matcher(question).replaceAll(" ");
        Set<String> known = aboutTitles.stream().flatMap(t -> words(t).stream()).collect(Collectors.toSet());
        List<String> named = new ArrayList<>();
        for (Word word : Words.of(rest)) {
            boolean thing = word.text().length() >= 2 && !HOLLOW.contains(word.text()) && !known.contains(word.text());
            if (thing && !NUMBERS.matcher(word.text()).matches()) {
                named.add(word.text());
            }
        }
        // A name the word list does not know is cut into single characters: look for pairs of them as well.
        HAN_RUN.matcher(rest).results().map(MatchResult::group).forEach(run -> {
            for (int i = 0; i + 2 <= run.length(); i++) {
                String pair = run.substring(i, i + 2);
                if (!HOLLOW.contains(pair) && aboutTitles.stream().noneMatch(title -> title.contains(pair))) {
                    named.add(pair);
                }
            }
        });
        return passages.stream()
                .anyMatch(
                        p -> named.stream().anyMatch((p.title() + " " + p.text()).toLowerCase(Locale.ROOT)::contains));
    }

    private record Asked(Set<String> words, Set<String> codes, List<AskedFor.Kind> kinds) {}

    private Asked asked(String question, List<String> titles, Language language) {
        Set<String> known = titles.stream().flatMap(t -> words(t).stream()).collect(Collectors.toSet());
        List<AskedFor.Kind> kinds = new ArrayList<>(askedFor.in(question, language));
        if (kinds.isEmpty()) {
            AskedFor.unit(question).ifPresent(kinds::add);
        }
        StringBuilder rest = new StringBuilder(question);
        for (AskedFor.Kind kind : kinds) {
            String without = kind.asks().matcher(rest).replaceAll(" ");
            rest.setLength(0);
            rest.append(without);
        }
        Set<String> codes = Words.of(question).stream()
                .filter(Word::code)
                .map(Word::text)
                .filter(code ->
                        titles.stream().noneMatch(title -> compact(title).contains(code)))
                .collect(Collectors.toSet());
        Set<String> asked = new LinkedHashSet<>();
        for (Word word : Words.of(rest.toString())) {
            if (!known.contains(word.text()) && !HOLLOW.contains(word.text()) && !codes.contains(word.text())) {
                asked.add(word.text());
            }
        }
        return new Asked(asked, codes, kinds);
    }

    private static String compact(String title) {
        return SEPARATOR.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private record Unit(CitablePassage passage, int index, String text) {
        /** What the embedding reads: a bare list item means little without its titles. */
        String readAs() {
            return heading() + " " + text;
        }

        String heading() {
            String title = passage.title();
            return title.lastIndexOf(" > ") < 0 ? "" : title.substring(title.lastIndexOf(" > ") + 3);
        }
    }

    private record Scored(Unit unit, double score, double covered) {}

    private Scored score(Unit unit, double likeness, double found, Asked asked, Map<String, Double> weights) {
        Set<String> own = words(unit.text);
        Set<String> around = words(unit.passage.title() + " " + unit.passage.text());
        double most = 0;
        double covered = 0;
        for (Map.Entry<String, Double> word : weights.entrySet()) {
            most += word.getValue();
            covered += own.contains(word.getKey())
                    ? word.getValue()
                    : around.contains(word.getKey()) ? 0.6 * word.getValue() : 0;
        }
        boolean wrongForm = false;
        for (AskedFor.Kind kind : asked.kinds) {
            double answered = kind.answeredBy(unit.text, unit.passage.title() + " " + unit.passage.text());
            most += OF_A_KIND;
            covered += OF_A_KIND * answered;
            wrongForm |= kind.typed() && answered < 0.5;
        }
        double share = most == 0 ? 0 : covered / most;
        double whole = LIKENESS * likeness + (1 - LIKENESS) * share + found - (wrongForm ? WRONG_FORM : 0);
        boolean namesCode = asked.codes.stream().anyMatch(own::contains);
        return new Scored(unit, namesCode ? whole + NAMES_THE_CODE : whole, share);
    }

    private static List<Unit> units(CitablePassage passage) {
        List<Unit> units = new ArrayList<>();
        int index = 0;
        for (String sentence : SENTENCE_END.split(passage.text(), -1)) {
            boolean whole = sentence.length() <= LONG_SENTENCE
                    || (RECORD.matcher(sentence).matches()
                            && COLON.splitAsStream(sentence).count() <= MOST_COLUMNS);
            for (String piece : whole ? List.of(sentence) : List.of(CLAUSE_END.split(sentence, -1))) {
                if (!piece.isBlank()) {
                    units.add(new Unit(passage, index++, piece.strip()));
                }
            }
        }
        return units;
    }

    /** The whole passage when it is short; else the sentence with its neighbours, as long as they bear on the question. */
    private static String around(Scored best, List<Scored> scored) {
        String text = best.unit.passage.text().strip();
        int scale = HAN.matcher(text).find() ? 1 : ENGLISH_IS_LONGER;
        if (text.length() <= SHORT_PASSAGE * scale) {
            return text;
        }
        List<Scored> same = scored.stream()
                .filter(s -> s.unit.passage.equals(best.unit.passage))
                .toList();
        int at = same.indexOf(best);
        int start = text.indexOf(best.unit.text);
        int end = start + best.unit.text.length();
        for (int next = at + 1; next < same.size(); next++) {
            int nextEnd = text.indexOf(same.get(next).unit.text, end)
                    + same.get(next).unit.text.length();
            if (nextEnd < end || nextEnd - start > LONGEST_QUOTE * scale || same.get(next).score < 0.72 * best.score) {
                break;
            }
            end = nextEnd;
        }
        for (int before = at - 1; before >= 0; before--) {
            int beforeStart = text.lastIndexOf(same.get(before).unit.text, start - 1);
            if (beforeStart < 0
                    || end - beforeStart > LONGEST_QUOTE * scale
                    || same.get(before).score < 0.8 * best.score) {
                break;
            }
            start = beforeStart;
        }
        return text.substring(start, end).strip();
    }

    /** A word that few sentences have tells more; one that none has may be chatter or the very thing that is missing. */
    private Map<String, Double> weights(Set<String> asked, List<Unit> units) {
        Map<String, Double> weights = new HashMap<>();
        for (String word : asked) {
            long in =
                    units.stream().filter(u -> words(u.readAs()).contains(word)).count();
            weights.put(word, in == 0 ? NOWHERE : Math.log(1 + (units.size() + 1.0) / (in + 0.5)));
        }
        return weights;
    }

    private Set<String> words(String text) {
        return words.get(text, t -> {
            Set<String> all = new HashSet<>();
            Words.of(t).forEach(word -> all.add(word.text()));
            return all;
        });
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
