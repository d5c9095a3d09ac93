package dev.daogou.ingest.contradictions;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The telling words of a text: pairs of Chinese characters and English words, without those that say nothing. */
final class Wording {

    private static final Pattern RUN =
            Pattern.compile("\\p{IsHan}+|[a-z][a-z'-]*[a-z]|[a-z0-9]*\\d[a-z0-9-]*[a-z][a-z0-9-]*");
    private static final Pattern EMPTY_HAN = Pattern.compile(
            "[的了在于为是可以内并且或与和及请您我们本店该此将会能需要均都如若则由从向对把被让给得地着过后前之其等也又再就每才只约左右上下以内您]|支持|建议|推荐|享受|申请|提供|产品|商品|默认|一般|通常|情况|进行|即可|全店|本品|这款|此款|时间|期限|政策|规则|说明|须知|有关|关于|相关");
    private static final Set<String> EMPTY_ENGLISH = Set.of(
            ("a an the of for to in on at by with from and or is are was were be been it its this that these those you your we our us i they"
                            + " their can may will would must should all any each per up than more most within if when after before not no as so"
                            + " do does have has had there here please item items product products policy")
                    .split(" "));

    private Wording() {}

    static Set<String> of(String plain) {
        Set<String> words = new HashSet<>();
        Matcher run =
                RUN.matcher(EMPTY_HAN.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" "));
        while (run.find()) {
            String said = run.group();
            if (!Plain.isHan(said.charAt(0))) {
                if (!EMPTY_ENGLISH.contains(said)) {
                    words.add(stem(said));
                }
            } else if (said.length() == 1) {
                words.add(said);
            } else {
                for (int i = 0; i + 1 < said.length(); i++) {
                    words.add(said.substring(i, i + 2));
                }
            }
        }
        return words;
    }

    /** Twice the shared words to all words, 0 to 1. */
    static double overlap(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return 2.0 * shared / (one.size() + other.size());
    }

    /** The share of the smaller one's words that the other has, 0 to 1. */
    static double contained(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        int least = Math.min(one.size(), other.size());
        return least == 0 ? 0 : (double) shared / least;
    }

    private static String stem(String word) {
        String stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        for (String ending : new String[] {"ing", "ed", "es", "s"}) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                return stem.substring(0, stem.length() - ending.length());
            }
        }
        return stem.endsWith("e") && stem.length() > 4 ? stem.substring(0, stem.length() - 1) : stem;
    }
}
