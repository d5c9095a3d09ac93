package dev.daogou.ingest.reading.pdf;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Puts together what a line's end has parted: Chinese without a space, hyphenated words without their hyphen. */
final class Joining {

    private static final Pattern HYPHENATED = Pattern.compile("\\p{L}{2}[-\\u2010\\u00ad]$");

    private Joining() {}

    /** Whether nothing stands between this character and its neighbours: Chinese, Japanese, full-width signs. */
    static boolean isWide(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> true;
            default ->
                (codePoint >= 0x3000 && codePoint <= 0x303f)
                        || (codePoint >= 0xff00 && codePoint <= 0xffef)
                        || codePoint == 0x2014
                        || codePoint == 0x2026
                        || codePoint == 0x201c
                        || codePoint == 0x201d;
        };
    }

    /** Two lines as one; {@code isWord} says whether the document has such a word elsewhere. */
    static String join(String before, String after, Predicate<String> isWord) {
        if (before.isEmpty() || after.isEmpty()) {
            return before + after;
        }
        int last = before.codePointBefore(before.length());
        int first = after.codePointAt(0);
        if (HYPHENATED
                        .matcher(before.substring(Math.max(0, before.length() - 3)))
                        .matches()
                && Character.isLowerCase(first)) {
            boolean soft = last == 0xad;
            String compound = lastWord(before) + firstWord(after);
            boolean keep = !soft && isWord.test(compound) && !isWord.test(compound.replace("-", ""));
            return (keep ? before : before.substring(0, before.length() - 1)) + after;
        }
        if (last == '/' || (isAddress(before) && !Character.isWhitespace(first) && after.indexOf('/') >= 0)) {
            return before + after;
        }
        return isWide(last) || isWide(first) ? before + after : before + " " + after;
    }

    static String join(List<String> lines) {
        String joined = "";
        for (String line : lines) {
            joined = join(joined, line, word -> false);
        }
        return joined;
    }

    static String lastWord(String text) {
        return text.substring(Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1);
    }

    static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static boolean isAddress(String text) {
        String word = lastWord(text);
        return word.startsWith("http://") || word.startsWith("https://");
    }
}
