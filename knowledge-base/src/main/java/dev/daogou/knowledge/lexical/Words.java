package dev.daogou.knowledge.lexical;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts a text into the words it can be found by. Chinese is cut by HanLP, long words also into the shorter words inside
 * them; English words are cut to their stem; model numbers, SKUs and fault codes stay whole, whatever separators they are
 * written with, and their parts are words too; so do the names a shop has given to its products. Words that say nothing about the subject (的, 吗, the) are left out.
 */
public final class Words {

    private static final Pattern RUN = Pattern.compile(
            "(?<latin>[a-z0-9\\u00df-\\u024f]+(?:[-_./+'][a-z0-9\\u00df-\\u024f]+)*)|(?<han>\\p{IsHan}+)|(?<other>\\p{L}+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern PART = Pattern.compile("\\d+|[^\\d]+");
    private static final int SHORTEST_NUMBER_CODE = 6;

    /** {@code 1/2} and {@code 1-1/2}; without its stroke it would be another number. */
    private static final Pattern FRACTION = Pattern.compile("(?:(?<whole>\\d+)-)?(?<part>\\d+/\\d+)");

    /** What may stand between the name and the number of a model. */
    private static final Pattern BETWEEN_MODEL = Pattern.compile(" | ?[-‐‑‒–—−·] ?");

    /** A number with a unit (or with the letters of a clothes size) is no code, however it looks. */
    private static final Pattern QUANTITY = Pattern.compile(
            "\\d+(?:[./]\\d+)?(?:mm|cm|dm|m|km|in|inch|ft|yd|mg|g|kg|lb|lbs|oz|ml|cl|l|gal|w|kw|wh|kwh|v|kv|a|ma|mah|hz|khz|mhz|ghz"
                    + "|pa|kpa|mpa|db|lm|lx|k|kb|mb|gb|tb|s|sec|min|h|hr|d|y|x|xl|l|xs|p|pcs|c|f|th|st|nd|rd|d|g|in1|rmb|usd)");

    /** A number before a word, as in {@code 12-gauge}: no code either. */
    private static final Pattern COUNTED = Pattern.compile("\\d{1,4}-[a-z]{3,}(?:-[a-z]+)*");

    private static final Pattern SEPARATOR = Pattern.compile("[-_./+']");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]+");
    private static final Pattern SHORT_MODEL = Pattern.compile("[a-z]{1,3}");
    private static final Set<String> NO_MODELS = Set.of(
            "no", "top", "max", "min", "age", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
            "nov", "dec", "eu", "us", "uk", "day", "qty", "a", "i", "of", "in", "for", "to", "at", "by", "is", "the",
            "and", "or", "on", "x", "ver", "pcs", "rmb", "usd", "cny", "win", "dn");
    private static final Set<String> STOP_WORDS = load("stop-words.txt");
    private static final Segment CHINESE = chinese();

    private Words() {}

    /** The words of a text in their order, as often as they occur. */
    public static List<Word> of(String text) {
        return of(text, ShopNames.NONE);
    }

    /** The words of a text in a shop that has names of its own: those it holds, and all that it would have without them. */
    public static List<Word> of(String text, ShopNames names) {
        List<Word> words = new ArrayList<>();
        String plain = plain(text);
        Matcher runs = RUN.matcher(plain);
        String wordBefore = "";
        int endBefore = 0;
        while (runs.find()) {
            if (runs.group("latin") != null) {
                String run = runs.group("latin");
                latin(run, words);
                if (isShortName(wordBefore) && isShortNumber(run)) {
                    String between = plain.substring(endBefore, runs.start());
                    boolean model = isModel(wordBefore, run);
                    if (between.equals(" ")
                            || (model && BETWEEN_MODEL.matcher(between).matches())) {
                        words.add(new Word(wordBefore + run, model));
                    }
                }
                wordBefore = run;
                endBefore = runs.end();
            } else if (runs.group("han") != null) {
                han(runs.group("han"), names, words);
                wordBefore = "";
            } else {
                add(runs.group("other"), false, words);
            }
        }
        return words;
    }

    /** The text in lower case, simplified characters and half width. */
    static String plain(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2044', '/');
        return Units.written(HanLP.convertToSimplifiedChinese(plain));
    }

    private static void latin(String run, List<Word> words) {
        if (NUMBER.matcher(run).matches()) {
            add(run, run.length() >= SHORTEST_NUMBER_CODE && !run.contains("."), words);
            return;
        }
        if (PLAIN_WORD.matcher(run).matches()) {
            addEnglish(run, words);
            return;
        }
        Matcher fraction = FRACTION.matcher(run);
        if (fraction.matches()) {
            add(run, false, words);
            if (fraction.group("whole") != null) {
                add(fraction.group("whole"), false, words);
                add(fraction.group("part"), false, words);
            }
            return;
        }
        if (run.endsWith("'s")) {
            addEnglish(run.substring(0, run.length() - 2), words);
            return;
        }
        if (QUANTITY.matcher(run).matches()) {
            quantity(run, words);
            return;
        }
        String whole = SEPARATOR.matcher(run).replaceAll("");
        boolean code =
                hasDigit(whole) && hasLetter(whole) && !COUNTED.matcher(run).matches();
        add(whole, code, words);
        List<String> pieces = SEPARATOR.splitAsStream(run).toList();
        for (String piece : pieces) {
            if (pieces.size() > 1) {
                addPart(piece, words);
            }
            if (hasDigit(piece) && hasLetter(piece)) {
                Matcher parts = PART.matcher(piece);
                while (parts.find()) {
                    addPart(parts.group(), words);
                }
            }
        }
    }

    /** A measure is its number and its unit, however far apart they are written. */
    private static void quantity(String run, List<Word> words) {
        int unit = run.length();
        while (unit > 0 && !Character.isDigit(run.charAt(unit - 1))) {
            unit--;
        }
        add(run.substring(0, unit), false, words);
        if (unit < run.length()) {
            add(run.substring(unit), false, words);
        }
    }

    private static void addPart(String part, List<Word> words) {
        if (part.length() > 1) {
            if (PLAIN_WORD.matcher(part).matches()) {
                addEnglish(part, words);
            } else {
                add(part, false, words);
            }
        }
    }

    private static void addEnglish(String word, List<Word> words) {
        if (!STOP_WORDS.contains(word)) {
            words.add(new Word(EnglishStem.of(word), false));
        }
    }

    private static void han(String run, ShopNames names, List<Word> words) {
        Set<String> known = new HashSet<>();
        for (Term term : CHINESE.seg(run)) {
            add(term.word, false, words);
            known.add(term.word);
        }
        for (String name : names.within(run)) {
            if (!known.contains(name)) {
                words.add(new Word(name, false));
            }
        }
    }

    static boolean saysNothing(String word) {
        return STOP_WORDS.contains(word);
    }

    private static void add(String word, boolean code, List<Word> words) {
        if (!STOP_WORDS.contains(word)) {
            words.add(new Word(word, code));
        }
    }

    /** {@code JQ 902} is a model number written apart, {@code size 42} is not. */
    private static boolean isModel(String name, String number) {
        return number.length() > 1 && SHORT_MODEL.matcher(name).matches() && !NO_MODELS.contains(name);
    }

    private static boolean isShortName(String run) {
        return run.length() <= 8 && PLAIN_WORD.matcher(run).matches();
    }

    private static boolean isShortNumber(String run) {
        return run.length() <= 5 && run.chars().allMatch(Character::isDigit);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    private static Segment chinese() {
        return new ViterbiSegment()
                .enableIndexMode(true)
                .enableNameRecognize(false)
                .enableTranslatedNameRecognize(false)
                .enableJapaneseNameRecognize(false)
                .enablePlaceRecognize(false)
                .enableOrganizationRecognize(false)
                .enablePartOfSpeechTagging(false)
                .enableOffset(false);
    }

    static Set<String> load(String resource) {
        try (InputStream stream = Objects.requireNonNull(Words.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Pattern.compile("\\s+").splitAsStream(line.strip()))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
