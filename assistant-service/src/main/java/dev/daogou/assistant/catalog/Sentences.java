package dev.daogou.assistant.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text at the ends of sentences, Chinese or English, and measures how long it is to read. */
final class Sentences {

    /** About 300 Chinese characters or 120 English words. */
    static final int PASSAGE = 300;

    /** A last passage shorter than this part of a whole one is not worth finding by itself. */
    private static final int SCRAP = 5;

    // Full-width marks end a sentence wherever they stand; others only before white space or Chinese, so that
    // addresses,
    // decimals and file names stay whole.
    private static final Pattern END =
            Pattern.compile("[\\u3002\\uFF01\\uFF1F\\uFF1B\\u2026]+[\\u201D\\u300F\\u300D\\uFF09\"')]*\\s*"
                    + "|[!?;]+[\"')]*(?=[\\s\\p{IsHan}]|$)\\s*"
                    + "|\\.[\"')]*(?=\\s|$)\\s*"
                    + "|\\n\\s*");
    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]][\\p{L}\\p{N}.'%\\-&&[^\\p{IsHan}]]*");
    private static final Pattern PAUSE = Pattern.compile("[,:\\u3001\\uFF0C\\uFF1A]\\s*|\\s+");

    private Sentences() {}

    /** The sentences of a text, each with its end (and its line break), in order. */
    static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        cut(text, END, sentences);
        return sentences;
    }

    private static void cut(String text, Pattern end, List<String> pieces) {
        Matcher matcher = end.matcher(text);
        int from = 0;
        while (matcher.find()) {
            add(text.substring(from, matcher.end()), pieces);
            from = matcher.end();
        }
        add(text.substring(from), pieces);
    }

    private static void add(String piece, List<String> pieces) {
        String stripped = piece.strip();
        if (!stripped.isEmpty()) {
            pieces.add(piece.indexOf('\n', piece.stripTrailing().length()) >= 0 ? stripped + "\n" : stripped);
        }
    }

    /** How long it is to read, in Chinese characters; an English word counts as two and a half. */
    static int length(String text) {
        double length = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            length += Character.isIdeographic(words.group().codePointAt(0)) ? 1 : 2.5;
        }
        return (int) Math.ceil(length);
    }

    /**
     * Joins neighbouring sentences into passages of at most {@code longest}; only a longer sentence is cut inside. What would
     * be left for a last passage of a sentence or so stays with the one before.
     */
    static List<String> packed(List<String> sentences, int longest) {
        List<String> passages = new ArrayList<>();
        StringBuilder passage = new StringBuilder();
        for (String sentence : shortEnough(sentences, longest)) {
            if (!passage.isEmpty() && length(passage.toString()) + length(sentence) > longest) {
                passages.add(passage.toString().strip());
                passage.setLength(0);
            }
            passage.append(between(passage, sentence)).append(sentence);
        }
        String last = passage.toString().strip();
        if (!last.isEmpty() && !passages.isEmpty() && length(last) <= longest / SCRAP) {
            String before = passages.removeLast();
            passages.add(before + between(before, last) + last);
        } else if (!last.isEmpty()) {
            passages.add(last);
        }
        return passages;
    }

    /** Latin text needs a space between sentences, Chinese none. */
    static String between(CharSequence before, String sentence) {
        if (before.isEmpty()) {
            return "";
        }
        char last = before.charAt(before.length() - 1);
        return last < 128 && !Character.isWhitespace(last) && sentence.charAt(0) < 128 && !isHan(before) ? " " : "";
    }

    private static boolean isHan(CharSequence text) {
        int from = Math.max(0, text.length() - 8);
        return text.subSequence(from, text.length()).codePoints().anyMatch(Character::isIdeographic);
    }

    /** The sentences, those longer than this cut at pauses. */
    static List<String> shortEnough(List<String> sentences, int longest) {
        List<String> pieces = new ArrayList<>();
        for (String sentence : sentences) {
            if (length(sentence) <= longest) {
                pieces.add(sentence);
            } else {
                pieces.addAll(cutInside(sentence, longest));
            }
        }
        return pieces;
    }

    /** Cuts an endless sentence at pauses, and where there are none after so many characters. */
    private static List<String> cutInside(String sentence, int longest) {
        List<String> parts = new ArrayList<>();
        cut(sentence, PAUSE, parts);
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String part : parts) {
            if (!piece.isEmpty() && length(piece.toString()) + length(part) > longest) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(between(piece, part)).append(part);
            while (length(piece.toString()) > longest) {
                int end = piece.offsetByCodePoints(0, Math.min(longest, piece.codePointCount(0, piece.length())));
                pieces.add(piece.substring(0, end));
                piece.delete(0, end);
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }
}
