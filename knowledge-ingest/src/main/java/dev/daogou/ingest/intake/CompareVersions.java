package dev.daogou.ingest.intake;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.daogou.ingest.contradictions.VersionPassages.Kept;
import dev.daogou.ingest.intake.Comparison.Change;
import dev.daogou.ingest.intake.Comparison.Piece;
import dev.daogou.ingest.intake.Comparison.Section;
import dev.daogou.ingest.intake.Comparison.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what two versions of a document say: section by section, sentence by sentence, word by word. */
final class CompareVersions {

    private static final Pattern SENTENCE = Pattern.compile("[^\\n。！？!?；;]*(?:[。！？!?；;]+|\\n|$)(?:\\s*(?=\\n))?\\n?");
    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}]+|\\d+(?:[.,]\\d+)*|\\s+|.", Pattern.DOTALL);

    /** Wordings that share less than this share of their words are two sentences. */
    private static final double SAME_SENTENCE = 0.4;

    private CompareVersions() {}

    static Comparison of(int from, List<Kept> older, int to, List<Kept> newer) {
        Map<String, List<String>> before = sections(older);
        Map<String, List<String>> after = sections(newer);
        List<Section> sections = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(
                        List.copyOf(before.keySet()), List.copyOf(after.keySet()), true)
                .getDeltas()) {
            for (String title : delta.getSource().getLines()) {
                if (!after.containsKey(title)) {
                    sections.add(section(title, before.getOrDefault(title, List.of()), List.of()));
                }
            }
            for (String title : delta.getTarget().getLines()) {
                sections.add(
                        section(title, before.getOrDefault(title, List.of()), after.getOrDefault(title, List.of())));
            }
        }
        return new Comparison(from, to, sections);
    }

    private static Map<String, List<String>> sections(List<Kept> passages) {
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        for (Kept passage : passages) {
            StringBuilder text = texts.computeIfAbsent(passage.titlePath(), title -> new StringBuilder());
            text.append(text.isEmpty() ? "" : "\n").append(passage.text());
        }
        Map<String, List<String>> sections = new LinkedHashMap<>();
        texts.forEach((title, text) -> sections.put(title, sentences(text.toString())));
        return sections;
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher sentence = SENTENCE.matcher(text);
        while (sentence.find()) {
            if (!sentence.group().isBlank()) {
                sentences.add(sentence.group().strip());
            }
        }
        return sentences;
    }

    private static Section section(String title, List<String> before, List<String> after) {
        List<Sentence> sentences = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after, true).getDeltas()) {
            List<String> old = delta.getSource().getLines();
            List<String> now = delta.getTarget().getLines();
            switch (delta.getType()) {
                case EQUAL -> now.forEach(text -> sentences.add(whole(Change.SAME, text)));
                case INSERT -> now.forEach(text -> sentences.add(whole(Change.ADDED, text)));
                case DELETE -> old.forEach(text -> sentences.add(whole(Change.REMOVED, text)));
                case CHANGE -> changed(old, now, sentences);
            }
        }
        Change change = before.isEmpty()
                ? Change.ADDED
                : after.isEmpty()
                        ? Change.REMOVED
                        : sentences.stream().allMatch(one -> one.change() == Change.SAME)
                                ? Change.SAME
                                : Change.CHANGED;
        return new Section(title, change, sentences);
    }

    /** Old and new wordings in pairs, as long as they have enough in common. */
    private static void changed(List<String> old, List<String> now, List<Sentence> sentences) {
        int pairs = Math.min(old.size(), now.size());
        for (int i = 0; i < pairs; i++) {
            Sentence both = reworded(old.get(i), now.get(i));
            if (shared(both) >= SAME_SENTENCE) {
                sentences.add(both);
            } else {
                sentences.add(whole(Change.REMOVED, old.get(i)));
                sentences.add(whole(Change.ADDED, now.get(i)));
            }
        }
        old.subList(pairs, old.size()).forEach(text -> sentences.add(whole(Change.REMOVED, text)));
        now.subList(pairs, now.size()).forEach(text -> sentences.add(whole(Change.ADDED, text)));
    }

    private static Sentence whole(Change change, String text) {
        return new Sentence(change, List.of(new Piece(change, text)));
    }

    private static Sentence reworded(String old, String now) {
        List<Piece> pieces = new ArrayList<>();
        for (AbstractDelta<String> delta :
                DiffUtils.diff(words(old), words(now), true).getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                add(Change.SAME, delta.getTarget().getLines(), pieces);
            } else {
                add(Change.REMOVED, delta.getSource().getLines(), pieces);
                add(Change.ADDED, delta.getTarget().getLines(), pieces);
            }
        }
        return new Sentence(Change.CHANGED, pieces);
    }

    private static void add(Change change, List<String> words, List<Piece> pieces) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(change, String.join("", words)));
        }
    }

    private static double shared(Sentence sentence) {
        double same = 0;
        double all = 0;
        for (Piece piece : sentence.pieces()) {
            int length = piece.text().length();
            same += piece.change() == Change.SAME ? 2.0 * length : 0;
            all += piece.change() == Change.SAME ? 2.0 * length : length;
        }
        return all == 0 ? 0 : same / all;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }
}
