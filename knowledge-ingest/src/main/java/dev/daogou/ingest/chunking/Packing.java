package dev.daogou.ingest.chunking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the texts of one section together into pieces of a good length, in their order. Lengths are in tokens. */
final class Packing {

    /** A piece this long may stand alone. */
    static final int ENOUGH = 60;

    /** Running text is divided so that pieces are not longer than this, where paragraphs allow it. */
    static final int WANTED = 240;

    /** No piece is longer, all titles included. */
    static final int LONGEST = 400;

    private final int room;
    private final Length measure;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int length;
    private boolean leadsIn;

    /** What came last is running text of this section, which the next piece of running text goes on with. */
    private boolean afterText;

    private @Nullable String joint;

    /** @param room how long a piece may be */
    Packing(int room, Length measure) {
        this.room = room;
        this.measure = measure;
    }

    /** A paragraph; a list or table that follows one ending in a colon stays with it where there is room. */
    void paragraph(String text) {
        int added = measure.of(text);
        if (added <= room) {
            together(text, added);
            afterText = true;
            leadsIn = text.endsWith(":") || text.endsWith("：");
        } else {
            close();
            split(text);
            afterText = true;
        }
    }

    /** Texts that are one thing, such as the steps of an instruction, line by line. */
    void together(List<String> texts) {
        String text = String.join("\n", texts);
        afterText &= !current.isEmpty();
        together(text, measure.of(text));
        afterText = false;
    }

    /** Texts that each say something of their own: a piece is closed as soon as it is {@code enough} long. */
    void entries(List<String> texts, int enough) {
        if (!leadsIn) {
            close();
        }
        afterText = false;
        for (String text : texts) {
            int added = measure.of(text);
            if (added > room) {
                close();
                split(text);
                continue;
            }
            if (length + added > room) {
                close();
            }
            append(text, added);
            if (length >= enough) {
                close();
            }
        }
        if (length >= enough || !joinsLast(room)) {
            close();
        }
    }

    /** Pieces that are ready, and joined with nothing. */
    void finished(List<Piece> ready) {
        close();
        pieces.addAll(ready);
        afterText = false;
    }

    List<Piece> pieces() {
        if (length >= ENOUGH || !joinsLast(Math.min(room, WANTED))) {
            close();
        }
        return List.copyOf(pieces);
    }

    /** Puts a fragment at the end of the piece before it, if both together are no longer than this. */
    private boolean joinsLast(int longest) {
        if (length == 0 || pieces.isEmpty() || !pieces.getLast().below().isEmpty()) {
            return false;
        }
        String last = pieces.getLast().text();
        if (measure.of(last) + length > longest) {
            return false;
        }
        pieces.set(pieces.size() - 1, pieces.getLast().withText(last + "\n" + current));
        clear();
        return true;
    }

    private void split(String text) {
        List<Piece> split = new Sentences(measure).split(text, WANTED, room);
        for (Piece piece : split) {
            boolean goesOn = piece.joint() == null && afterText;
            pieces.add(goesOn ? new Piece(piece.below(), piece.text(), "\n") : piece);
            afterText = false;
        }
    }

    private void together(String text, int added) {
        int limit = leadsIn || length < ENOUGH ? room : Math.min(room, WANTED);
        if (length > 0 && length + added > limit) {
            close();
        }
        append(text, added);
    }

    private void append(String text, int added) {
        if (current.isEmpty()) {
            joint = afterText ? "\n" : null;
        } else {
            current.append("\n");
        }
        current.append(text);
        length += added;
        leadsIn = false;
    }

    private void close() {
        if (!current.isEmpty()) {
            pieces.add(new Piece(List.of(), current.toString(), joint));
        }
        clear();
    }

    private void clear() {
        current.setLength(0);
        length = 0;
        leadsIn = false;
    }
}
