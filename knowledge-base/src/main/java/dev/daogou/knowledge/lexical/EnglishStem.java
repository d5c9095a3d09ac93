package dev.daogou.knowledge.lexical;

import java.util.List;

/**
 * Cuts English endings, after M. F. Porter, "An algorithm for suffix stripping", Program 14 no. 3 (1980), so that
 * {@code shipping}, {@code shipped} and {@code ships} meet.
 */
final class EnglishStem {

    private record Ending(String from, String to) {}

    private static final List<Ending> STEP_2 = List.of(
            new Ending("ational", "ate"),
            new Ending("tional", "tion"),
            new Ending("enci", "ence"),
            new Ending("anci", "ance"),
            new Ending("izer", "ize"),
            new Ending("abli", "able"),
            new Ending("alli", "al"),
            new Ending("entli", "ent"),
            new Ending("eli", "e"),
            new Ending("ousli", "ous"),
            new Ending("ization", "ize"),
            new Ending("ation", "ate"),
            new Ending("ator", "ate"),
            new Ending("alism", "al"),
            new Ending("iveness", "ive"),
            new Ending("fulness", "ful"),
            new Ending("ousness", "ous"),
            new Ending("aliti", "al"),
            new Ending("iviti", "ive"),
            new Ending("biliti", "ble"));

    private static final List<Ending> STEP_3 = List.of(
            new Ending("icate", "ic"),
            new Ending("ative", ""),
            new Ending("alize", "al"),
            new Ending("iciti", "ic"),
            new Ending("ical", "ic"),
            new Ending("ful", ""),
            new Ending("ness", ""));

    private static final List<Ending> STEP_4 = List.of(
            new Ending("al", ""),
            new Ending("ance", ""),
            new Ending("ence", ""),
            new Ending("er", ""),
            new Ending("ic", ""),
            new Ending("able", ""),
            new Ending("ible", ""),
            new Ending("ant", ""),
            new Ending("ement", ""),
            new Ending("ment", ""),
            new Ending("ent", ""),
            new Ending("sion", "s"),
            new Ending("tion", "t"),
            new Ending("ou", ""),
            new Ending("ism", ""),
            new Ending("ate", ""),
            new Ending("iti", ""),
            new Ending("ous", ""),
            new Ending("ive", ""),
            new Ending("ize", ""));

    private EnglishStem() {}

    /** The stem of a lower-case word of the letters a to z. */
    static String of(String word) {
        if (word.length() < 3) {
            return word;
        }
        String stem = plural(word);
        stem = pastAndProgressive(stem);
        if (stem.endsWith("y") && hasVowel(without(stem, 1))) {
            stem = without(stem, 1) + "i";
        }
        stem = replaceLongest(stem, STEP_2, 0);
        stem = replaceLongest(stem, STEP_3, 0);
        stem = replaceLongest(stem, STEP_4, 1);
        if (stem.endsWith("e")) {
            String bare = without(stem, 1);
            if (measure(bare) > 1 || (measure(bare) == 1 && !endsLikeHop(bare))) {
                stem = bare;
            }
        }
        if (stem.endsWith("ll") && measure(stem) > 1) {
            stem = without(stem, 1);
        }
        return stem;
    }

    private static String plural(String word) {
        if (word.endsWith("sses") || word.endsWith("ies")) {
            return without(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? without(word, 1) : word;
    }

    private static String pastAndProgressive(String word) {
        if (word.endsWith("eed")) {
            return measure(without(word, 3)) > 0 ? without(word, 1) : word;
        }
        String bare;
        if (word.endsWith("ed") && hasVowel(without(word, 2))) {
            bare = without(word, 2);
        } else if (word.endsWith("ing") && hasVowel(without(word, 3))) {
            bare = without(word, 3);
        } else {
            return word;
        }
        if (bare.endsWith("at") || bare.endsWith("bl") || bare.endsWith("iz")) {
            return bare + "e";
        }
        if (endsInDouble(bare) && !bare.endsWith("l") && !bare.endsWith("s") && !bare.endsWith("z")) {
            return without(bare, 1);
        }
        return measure(bare) == 1 && endsLikeHop(bare) ? bare + "e" : bare;
    }

    private static String replaceLongest(String word, List<Ending> endings, int measureAbove) {
        Ending longest = null;
        for (Ending ending : endings) {
            if (word.endsWith(ending.from())
                    && (longest == null
                            || ending.from().length() > longest.from().length())) {
                longest = ending;
            }
        }
        if (longest == null) {
            return word;
        }
        String stem = without(word, longest.from().length()) + longest.to();
        return measure(stem) > measureAbove ? stem : word;
    }

    private static String without(String word, int last) {
        return word.substring(0, word.length() - last);
    }

    private static boolean isConsonant(String word, int at) {
        return switch (word.charAt(at)) {
            case 'a', 'e', 'i', 'o', 'u' -> false;
            case 'y' -> at == 0 || !isConsonant(word, at - 1);
            default -> true;
        };
    }

    private static boolean hasVowel(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (!isConsonant(word, at)) {
                return true;
            }
        }
        return false;
    }

    /** How many times a vowel is followed by a consonant: Porter's m. */
    private static int measure(String word) {
        int changes = 0;
        boolean afterVowel = false;
        for (int at = 0; at < word.length(); at++) {
            boolean consonant = isConsonant(word, at);
            if (consonant && afterVowel) {
                changes++;
            }
            afterVowel = !consonant;
        }
        return changes;
    }

    private static boolean endsInDouble(String word) {
        int last = word.length() - 1;
        return last > 0 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    private static boolean endsLikeHop(String word) {
        int last = word.length() - 1;
        return last > 1
                && isConsonant(word, last)
                && !isConsonant(word, last - 1)
                && isConsonant(word, last - 2)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }
}
