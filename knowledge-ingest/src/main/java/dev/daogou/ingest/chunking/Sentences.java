package dev.daogou.ingest.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text that is too long for one passage, at sentence ends where there are any. */
record Sentences(Length length) {

    private static final Pattern SENTENCE_END = Pattern.compile("[。！？；…]+[”’」』）】\"]*|[.!?]+[\"')\\]]*(?=\\s)|\\n");
    private static final Pattern CLAUSE_END = Pattern.compile("[,;，、:：]\\s*|\\s+");

    /**
     * Pieces that follow one another in the text, none longer than {@code longest} and, where sentences allow, about
     * {@code wanted}; nothing but white space at their edges is lost.
     */
    List<Piece> split(String text, int wanted, int longest) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder gap = new StringBuilder();
        StringBuilder piece = new StringBuilder();
        int soFar = 0;
        for (String part : parts(text, longest)) {
            int added = length.of(part);
            if (!piece.isEmpty() && soFar + added > (soFar * 2 >= wanted ? Math.min(wanted, longest) : longest)) {
                add(pieces, gap, piece.toString());
                piece.setLength(0);
                soFar = 0;
            }
            piece.append(part);
            soFar += added;
        }
        add(pieces, gap, piece.toString());
        return pieces;
    }

    private List<String> parts(String text, int longest) {
        List<String> parts = new ArrayList<>();
        for (String sentence : cutAfter(SENTENCE_END, text)) {
            if (length.of(sentence) <= longest) {
                parts.add(sentence);
                continue;
            }
            for (String clause : cutAfter(CLAUSE_END, sentence)) {
                int from = 0;
                while (from < clause.length()) {
                    int window = Math.min(clause.length(), from + Length.mostCharacters(longest) + 1);
                    String head = length.head(clause.substring(from, window), longest);
                    parts.add(head);
                    from += head.length();
                }
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

    /** @param gap what was stripped since the last piece */
    private static void add(List<Piece> pieces, StringBuilder gap, String piece) {
        String text = piece.stripLeading();
        gap.append(piece, 0, piece.length() - text.length());
        if (!text.isEmpty()) {
            String stripped = text.stripTrailing();
            pieces.add(new Piece(List.of(), stripped, pieces.isEmpty() ? null : gap.toString()));
            gap.setLength(0);
            gap.append(text, stripped.length(), text.length());
        }
    }
}
