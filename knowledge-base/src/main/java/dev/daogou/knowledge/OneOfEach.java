package dev.daogou.knowledge;

import dev.daogou.knowledge.lexical.LexicalHit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves one of several passages that say the very same under the same heading about the same thing, as when a merchant has
 * uploaded a text twice under two names: the one that has more of the words asked for, by its title, and among equals the
 * newest: which became valid last, else was published last. It comes in the place of the best found. Blanks do not matter,
 * anything else does: two questions that differ in one mark are two questions.
 */
final class OneOfEach {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern LAST_TITLE = Pattern.compile("^.* > ");

    private static final Comparator<HybridSearch.Found> STAYS = Comparator.comparingDouble(OneOfEach::wordsOf)
            .thenComparing(
                    found -> found.passage().source().validFrom(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingInt(found -> found.stored().number());

    private OneOfEach() {}

    private record Said(
            String heading, String text, @Nullable String productId) {}

    static List<HybridSearch.Found> of(List<HybridSearch.Found> found) {
        Map<Said, HybridSearch.Found> best = new LinkedHashMap<>();
        for (HybridSearch.Found one : found) {
            best.merge(said(one.passage()), one, OneOfEach::oneOf);
        }
        return new ArrayList<>(best.values());
    }

    private static HybridSearch.Found oneOf(HybridSearch.Found one, HybridSearch.Found other) {
        HybridSearch.Found stays = STAYS.compare(other, one) > 0 ? other : one;
        return stays.scoring(Math.max(one.score(), other.score()));
    }

    /** The same text has another share of the words only by the title of its source, such as the model a manual is for. */
    private static double wordsOf(HybridSearch.Found found) {
        LexicalHit words = found.candidate().words();
        return words == null ? 0 : Math.round((words.covered() + words.codes()) * 1_000);
    }

    private static Said said(Passage passage) {
        Source source = passage.source();
        String heading = LAST_TITLE.matcher(passage.titlePath()).replaceFirst("");
        // A heading that is only what the file is called says nothing.
        String said = heading.equals(source.title()) ? "" : heading;
        return new Said(plain(said), plain(passage.text()), source.productId());
    }

    private static String plain(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
