package dev.daogou.ingest.reading.office;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A paragraph as it is collected: its words, what they look like, and the notes and boxes that hang on it. */
final class WordParagraph {

    private final StringBuilder text = new StringBuilder();
    final List<String> notes = new ArrayList<>();
    final List<Runnable> boxes = new ArrayList<>();
    String style = "";
    int outline = -1;

    @Nullable
    String listId;

    int listLevel;
    boolean listStyled;
    boolean markDeleted;
    float letters;
    float boldLetters;
    int tallest;

    void append(String words, boolean bold, int size) {
        text.append(words);
        int said = words.strip().length();
        letters += said;
        boldLetters += bold ? said : 0;
        tallest = said > 0 ? Math.max(tallest, size) : tallest;
    }

    /** Where it was reached. */
    int length() {
        return text.length();
    }

    String since(int place) {
        return text.substring(place);
    }

    boolean isBold() {
        return letters > 0 && boldLetters >= letters * 0.9f;
    }

    /** Its words, without spaces at the ends of its lines. */
    String words() {
        return text.toString()
                .replace('\u00a0', ' ')
                .replaceAll("[ \\t]{2,}", " ")
                .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
                .strip();
    }

    /** Goes on with the paragraph before, whose end was deleted. */
    void goOnFrom(WordParagraph before) {
        text.insert(0, before.text);
        notes.addAll(0, before.notes);
        boxes.addAll(0, before.boxes);
        letters += before.letters;
        boldLetters += before.boldLetters;
    }
}
