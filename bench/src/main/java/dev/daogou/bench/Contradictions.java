package dev.daogou.bench;

import dev.daogou.ingest.contradictions.Judge;
import dev.daogou.ingest.contradictions.ToldPassage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how well contradictions between documents are told, on labelled pairs of passages: how many of those that were
 * told are one (precision) and how many that are one were told (recall). Every second pair is held out: {@code --show} names
 * the mistakes among the others only.
 *
 * <p>Without an embedding model, so that nearness in meaning plays no part: what it adds in a running shop are only sentences
 * in which no known word says what they are about.
 */
public final class Contradictions {

    private int right;
    private int wrong;
    private int missed;
    private int silent;

    private Contradictions() {}

    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args);
        Table figures =
                new Table("language", "pairs", "told and right", "told and wrong", "missed", "precision", "recall");
        for (String language : List.of("zh", "en")) {
            Contradictions lookedAt = new Contradictions();
            Contradictions heldOut = new Contradictions();
            List<Map<String, Object>> pairs = pairs(language);
            for (int i = 0; i < pairs.size(); i++) {
                (i % 2 == 0 ? lookedAt : heldOut).judge(pairs.get(i), arguments.has("show") && i % 2 == 0);
            }
            if (language.equals("zh")) {
                pairs("zh-looked-at").forEach(pair -> lookedAt.judge(pair, arguments.has("show")));
            }
            lookedAt.tell(language + ", looked at", figures);
            heldOut.tell(language + ", held out", figures);
        }
        System.out.println(figures.forTerminal());
        Measurements.record(
                arguments, "Contradictions", "labelled pairs of passages of bench/src/main/resources", figures);
    }

    private static List<Map<String, Object>> pairs(String name) {
        return YamlFiles.resource("/contradictions/" + name + ".yaml");
    }

    private void judge(Map<String, Object> pair, boolean show) {
        boolean contradicts = Boolean.TRUE.equals(pair.get("is")) || "yes".equals(pair.get("is"));
        Judge judge = new Judge((one, other) -> 0);
        boolean told = !judge.between(passage(pair, "b"), passage(pair, "a")).isEmpty();
        if (told) {
            right += contradicts ? 1 : 0;
            wrong += contradicts ? 0 : 1;
        } else {
            missed += contradicts ? 1 : 0;
            silent += contradicts ? 0 : 1;
        }
        if (show && told != contradicts) {
            System.out.println((told ? "wrongly told: " : "missed: ") + pair.get("a") + " / " + pair.get("b"));
        }
    }

    private static ToldPassage passage(Map<String, Object> pair, String side) {
        String title = String.valueOf(pair.get("t" + side));
        String under = text(pair, "u" + side);
        return new ToldPassage(
                "document-" + side,
                1,
                0,
                title,
                under == null ? title : title + " > " + under,
                String.valueOf(pair.get(side)),
                text(pair, "p" + side),
                null,
                null);
    }

    private static @Nullable String text(Map<String, Object> pair, String name) {
        Object value = pair.get(name);
        return value == null ? null : value.toString();
    }

    private void tell(String what, Table figures) {
        figures.row(
                what,
                right + wrong + missed + silent,
                right,
                wrong,
                missed,
                share(right, right + wrong),
                share(right, right + missed));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / whole);
    }
}
