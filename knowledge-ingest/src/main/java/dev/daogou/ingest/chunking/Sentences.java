package dev.daogou.ingest.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text that is too long for one passage, at sentence ends where there are any. */
final class Sentences {

    private static final Pattern SENTENCE_END = Pattern.compile("[。！？；…]+[”’」』）】\"]*|[.!?]+[\"')\\]]*(?=\\s)|\\n");
    private static final Pattern CLAUSE_END = Pattern.compile("[,;，、:：]\\s*|\\s+");

    private Sentences() {}

    /**
     * Pieces that follow one another in the text, none longer than {@code longest} and, where sentences allow, about
     * {@code wanted}; nothing but white space at their edges is lost.
     */
    static List<String> split(String text, double wanted, double longest) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        double length = 0;
        for (String part : parts(text, longest)) {
            double added = TextLength.of(part);
            if (!piece.isEmpty() && length + added > (length >= wanted / 2 ? wanted : longest)) {
                add(pieces, piece.toString());
                piece.setLength(0);
                length = 0;
            }
            piece.append(part);
            length += added;
        }
        add(pieces, piece.toString());
        return pieces;
    }

    private static List<String> parts(String text, double longest) {
        List<String> parts = new ArrayList<>();
        for (String sentence : cutAfter(SENTENCE_END, text)) {
            if (TextLength.of(sentence) <= longest) {
                parts.add(sentence);
                continue;
            }
            for (String clause : cutAfter(CLAUSE_END, sentence)) {
                String rest = clause;
                while (TextLength.of(rest) > longest) {
                    int end = Math.min(rest.length(), (int) longest);
                    end -= Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
                    parts.add(rest.substring(0, end));
                    rest = rest.substring(end);
                }
                parts.add(rest);
            }
        }
        return parts;
    }

    private static List<String> cutAfter(Pattern end, String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = end.matcher(text);
        int from = 0;
        while (matcher.find()) {
            parts.add(text.substring(from, matcher.end()));
            from = matcher.end();
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static void add(List<String> pieces, String piece) {
        if (!piece.isBlank()) {
            pieces.add(piece.strip());
        }
    }
}
