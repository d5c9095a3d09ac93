package dev.daogou.bench;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text and how often each stands in it: runs of letters and digits in small letters; each Chinese, Japanese or
 * Korean character is one.
 */
record Words(Map<String, Integer> counts) {
    private static final Pattern WORD =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]|(?:(?![\\p{IsHan}\\p{IsHiragana}"
                    + "\\p{IsKatakana}\\p{IsHangul}])[\\p{L}\\p{N}\\p{M}])+");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TARGET =
            Pattern.compile("(?<=])\\((?:[^()\\s]|\\([^()\\s]*\\))*(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern ADDRESS = Pattern.compile("\\((?:https?://|/)(?:[^()\\s]|\\([^()\\s]*\\))*\\)");
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&nbsp;", " ");

    static Words of(String text) {
        Map<String, Integer> counts = new HashMap<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            counts.merge(word.group(), 1, Integer::sum);
        }
        return new Words(counts);
    }

    /** The words of a Markdown text as a reader sees them: without comments, and without the targets of its links. */
    static Words ofMarkdown(String markdown) {
        String seen = TARGET.matcher(COMMENT.matcher(markdown).replaceAll(" ")).replaceAll(" ");
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            seen = seen.replace(entity.getKey(), entity.getValue());
        }
        return of(seen.replace("&amp;", "&").replace("\\", ""));
    }

    /** The words of what was read, without the addresses that are told in brackets behind a link. */
    static Words ofRead(String text) {
        return of(ADDRESS.matcher(text).replaceAll(" "));
    }

    int size() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of these words the others have too, each as often as both have it. */
    int alsoIn(Words others) {
        return counts.entrySet().stream()
                .mapToInt(word -> Math.min(word.getValue(), others.counts().getOrDefault(word.getKey(), 0)))
                .sum();
    }

    /** What the others lack, for a person to look at. */
    String missingIn(Words others) {
        StringBuilder missing = new StringBuilder();
        counts.forEach((word, count) -> {
            int lacking = count - others.counts().getOrDefault(word, 0);
            if (lacking > 0) {
                missing.append(missing.isEmpty() ? "" : " ").append(word).append(lacking > 1 ? "×" + lacking : "");
            }
        });
        return missing.toString();
    }
}
