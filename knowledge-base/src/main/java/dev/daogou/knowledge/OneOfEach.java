package dev.daogou.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves one of several passages that say the very same under the same heading about the same thing, as when a merchant has
 * uploaded a text twice under two names: the better found, among equals the one that became valid last. Blanks do
 * not matter, anything else does: two questions that differ in one mark are two questions.
 */
final class OneOfEach {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern LAST_TITLE = Pattern.compile("^.* > ");

    private static final Comparator<HybridSearch.Found> BETTER = Comparator.comparingDouble(HybridSearch.Found::score)
            .thenComparing(
                    found -> found.passage().source().validFrom(), Comparator.nullsFirst(Comparator.naturalOrder()));

    private OneOfEach() {}

    private record Said(
            String heading, String text, @Nullable String productId) {}

    static List<HybridSearch.Found> of(List<HybridSearch.Found> found) {
        Map<Said, HybridSearch.Found> best = new LinkedHashMap<>();
        for (HybridSearch.Found one : found) {
            best.merge(said(one.passage()), one, (known, other) -> BETTER.compare(other, known) > 0 ? other : known);
        }
        return new ArrayList<>(best.values());
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
