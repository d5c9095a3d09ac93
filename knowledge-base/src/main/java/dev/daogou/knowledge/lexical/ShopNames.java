package dev.daogou.knowledge.lexical;

import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chinese names that are words of one shop whatever a dictionary says: its brands, series and products. A name is found
 * wherever its characters stand side by side, beside the words they would be without it; so a text from before the name
 * was known is still found by those.
 */
public final class ShopNames {

    /** No names. */
    public static final ShopNames NONE = new ShopNames(Set.of());

    private static final int SHORTEST = 2;
    private static final int LONGEST = 8;

    /** Longer ones are two names side by side, or characters that only happen to be single. */
    private static final int LONGEST_UNKNOWN = 4;

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Segment WHOLE_WORDS = new ViterbiSegment()
            .enableNameRecognize(false)
            .enableTranslatedNameRecognize(false)
            .enableOffset(false);

    private final Set<String> names;

    private ShopNames(Set<String> names) {
        this.names = names;
    }

    static ShopNames of(Collection<String> names) {
        return names.isEmpty() ? NONE : new ShopNames(Set.copyOf(names));
    }

    /** These names and some more. */
    public ShopNames and(Collection<String> more) {
        if (names.containsAll(more)) {
            return this;
        }
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        return new ShopNames(Set.copyOf(all));
    }

    int size() {
        return names.size();
    }

    boolean has(String word) {
        return names.contains(word);
    }

    /** All names that stand in a run of characters, shorter ones within longer ones too. */
    List<String> within(String run) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> within = new ArrayList<>();
        for (int from = 0; from + SHORTEST <= run.length(); from++) {
            for (int to = from + SHORTEST; to <= Math.min(run.length(), from + LONGEST); to++) {
                String part = run.substring(from, to);
                if (names.contains(part)) {
                    within.add(part);
                }
            }
        }
        return within;
    }

    /**
     * What a title and given names add to the words of a shop. Of a title: what stands alone in it (between blanks, marks
     * and Latin letters), and characters side by side for which the dictionary has no word, as a brand's mostly are. A
     * title that has words such as 怎么 or 的 is a sentence, not a name.
     */
    public static Set<String> namedBy(String title, Collection<String> given) {
        Set<String> names = new TreeSet<>();
        for (String name : given) {
            Matcher runs = HAN.matcher(Words.plain(name));
            while (runs.find()) {
                addUnknown(runs.group(), WHOLE_WORDS.seg(runs.group()), names);
            }
        }
        Set<String> ofTitle = new LinkedHashSet<>();
        Matcher runs = HAN.matcher(Words.plain(title));
        while (runs.find()) {
            List<Term> terms = WHOLE_WORDS.seg(runs.group());
            if (terms.stream().anyMatch(term -> Words.saysNothing(term.word))) {
                return names;
            }
            addUnknown(runs.group(), terms, ofTitle);
            addSingles(terms, ofTitle);
        }
        names.addAll(ofTitle);
        return names;
    }

    private static void addUnknown(String run, List<Term> terms, Set<String> names) {
        if (terms.size() > 1 && run.length() <= LONGEST) {
            names.add(run);
        }
    }

    private static void addSingles(List<Term> terms, Set<String> names) {
        StringBuilder side = new StringBuilder();
        for (Term term : terms) {
            if (term.word.length() == 1) {
                side.append(term.word);
            } else {
                addSide(side, names);
            }
        }
        addSide(side, names);
    }

    private static void addSide(StringBuilder side, Set<String> names) {
        if (side.length() >= SHORTEST && side.length() <= LONGEST_UNKNOWN) {
            names.add(side.toString());
        }
        side.setLength(0);
    }
}
