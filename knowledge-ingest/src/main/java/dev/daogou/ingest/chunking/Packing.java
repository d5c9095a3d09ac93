package dev.daogou.ingest.chunking;

import java.util.ArrayList;
import java.util.List;

/** Puts the texts of one section together into pieces of a good length, in their order. */
final class Packing {

    /** A piece this long may stand alone. */
    static final double ENOUGH = 60;

    /** Running text is divided so that pieces are not longer than this, where paragraphs allow it. */
    static final double WANTED = 240;

    /** No piece is longer, all titles included. */
    static final double LONGEST = 400;

    private final double room;
    private final List<String> pieces = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private double length;
    private boolean leadsIn;

    /** @param room how long a piece may be */
    Packing(double room) {
        this.room = room;
    }

    /** A paragraph; a list or table that follows one ending in a colon stays with it where there is room. */
    void paragraph(String text) {
        if (TextLength.of(text) <= room) {
            together(text);
            leadsIn = text.endsWith(":") || text.endsWith("：");
        } else {
            close();
            pieces.addAll(Sentences.split(text, WANTED, room));
        }
    }

    /** Texts that are one thing, such as the steps of an instruction, line by line. */
    void together(List<String> texts) {
        together(String.join("\n", texts));
    }

    /** Texts that each say something of their own: a piece is closed as soon as it is {@code enough} long. */
    void entries(List<String> texts, double enough) {
        if (!leadsIn) {
            close();
        }
        for (String text : texts) {
            double added = TextLength.of(text);
            if (added > room) {
                close();
                pieces.addAll(Sentences.split(text, WANTED, room));
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
        boolean fragment = length > 0 && length < enough && !pieces.isEmpty();
        if (fragment && TextLength.of(pieces.getLast()) + length <= room) {
            pieces.set(pieces.size() - 1, pieces.getLast() + "\n" + current);
            clear();
        } else {
            close();
        }
    }

    List<String> pieces() {
        if (length > 0 && length < ENOUGH && !pieces.isEmpty() && TextLength.of(pieces.getLast()) + length <= WANTED) {
            pieces.set(pieces.size() - 1, pieces.getLast() + "\n" + current);
            clear();
        }
        close();
        return List.copyOf(pieces);
    }

    private void together(String text) {
        double added = TextLength.of(text);
        double limit = leadsIn || length < ENOUGH ? room : Math.min(room, WANTED);
        if (length > 0 && length + added > limit) {
            close();
        }
        append(text, added);
    }

    private void append(String text, double added) {
        current.append(current.isEmpty() ? "" : "\n").append(text);
        length += added;
        leadsIn = false;
    }

    private void close() {
        if (!current.isEmpty()) {
            pieces.add(current.toString());
        }
        clear();
    }

    private void clear() {
        current.setLength(0);
        length = 0;
        leadsIn = false;
    }
}
