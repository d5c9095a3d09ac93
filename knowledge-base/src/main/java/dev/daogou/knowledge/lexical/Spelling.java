package dev.daogou.knowledge.lexical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How else a Latin word may be meant. */
final class Spelling {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 16;
    private static final int SHORTEST_PART = 3;
    private static final Pattern PLAIN = Pattern.compile("[a-z]+");

    private Spelling() {}

    /** Two words that one word may be made of. */
    record Parts(String first, String second) {}

    static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }

    /** All that is one letter more, less or other, or has two neighbours changed (F. J. Damerau, CACM 7 no. 3, 1964). */
    static Set<String> oneLetterAway(String word) {
        Set<String> away = new LinkedHashSet<>();
        if (word.length() < SHORTEST || word.length() > LONGEST || !isPlain(word)) {
            return away;
        }
        for (int at = 0; at <= word.length(); at++) {
            String before = word.substring(0, at);
            String behind = word.substring(at);
            for (char letter = 'a'; letter <= 'z'; letter++) {
                away.add(before + letter + behind);
                if (!behind.isEmpty()) {
                    away.add(before + letter + behind.substring(1));
                }
            }
            if (!behind.isEmpty()) {
                away.add(before + behind.substring(1));
            }
            if (behind.length() > 1) {
                away.add(before + behind.charAt(1) + behind.charAt(0) + behind.substring(2));
            }
        }
        away.remove(word);
        return away;
    }

    /** Every way to cut a word in two. */
    static List<Parts> parts(String word) {
        List<Parts> parts = new ArrayList<>();
        if (isPlain(word) && word.length() <= 2 * LONGEST) {
            for (int at = SHORTEST_PART; at <= word.length() - SHORTEST_PART; at++) {
                parts.add(new Parts(word.substring(0, at), word.substring(at)));
            }
        }
        return parts;
    }
}
