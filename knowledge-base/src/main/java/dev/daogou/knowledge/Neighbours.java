package dev.daogou.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts together again what was cut apart for its length only: pieces that follow each other in one text come as one hit
 * when both are among the best, in the place and under the id of the better one, with the text as it stands. Rows of a
 * table, entries of a list and answers are not such pieces.
 */
final class Neighbours {

    /** A hit should stay something that is read at a glance. */
    private static final int MOST_TOGETHER = 3;

    private Neighbours() {}

    /** The best of these, at most so many. */
    static List<HybridSearch.Found> joined(List<HybridSearch.Found> ranked, int limit) {
        List<Run> runs = new ArrayList<>();
        for (HybridSearch.Found found : ranked) {
            if (runs.size() == limit) {
                break;
            }
            Run run = new Run(found, List.of(found));
            Optional<Run> before =
                    runs.stream().filter(other -> other.goesOnWith(run)).findFirst();
            if (before.isPresent()) {
                replace(runs, before.get(), run);
            } else {
                runs.add(run);
            }
            Run grown = runs.stream()
                    .filter(other -> other.pieces().contains(found))
                    .findFirst()
                    .orElseThrow();
            runs.stream().filter(grown::goesOnWith).findFirst().ifPresent(behind -> {
                if (runs.indexOf(behind) < runs.indexOf(grown)) {
                    runs.set(runs.indexOf(behind), grown.and(behind));
                    runs.remove(grown);
                } else {
                    replace(runs, grown, behind);
                    runs.remove(behind);
                }
            });
        }
        return runs.stream().map(Run::found).toList();
    }

    private static void replace(List<Run> runs, Run run, Run behind) {
        runs.set(runs.indexOf(run), run.and(behind));
    }

    /**
     * Pieces that follow each other.
     *
     * @param best the best of them
     */
    private record Run(HybridSearch.Found best, List<HybridSearch.Found> pieces) {

        boolean goesOnWith(Run other) {
            StoredPassage last = pieces.getLast().stored();
            StoredPassage next = other.pieces.getFirst().stored();
            return next.joint() != null
                    && next.passage().ordinal() == last.passage().ordinal() + 1
                    && next.passage().titlePath().equals(last.passage().titlePath())
                    && next.passage()
                            .source()
                            .sourceId()
                            .equals(last.passage().source().sourceId())
                    && pieces.size() + other.pieces.size() <= MOST_TOGETHER;
        }

        Run and(Run behind) {
            List<HybridSearch.Found> all = new ArrayList<>(pieces);
            all.addAll(behind.pieces);
            return new Run(best.score() >= behind.best.score() ? best : behind.best, all);
        }

        HybridSearch.Found found() {
            if (pieces.size() == 1) {
                return best;
            }
            StringBuilder text = new StringBuilder();
            for (HybridSearch.Found piece : pieces) {
                @Nullable String joint = piece.stored().joint();
                text.append(text.isEmpty() || joint == null ? "" : joint)
                        .append(piece.passage().text());
            }
            return best.with(best.stored().withText(text.toString()));
        }
    }
}
