package dev.daogou.ingest.chunking;

import java.util.List;

/**
 * A piece of a section.
 *
 * @param below what it stands under beside the section's own titles, such as the name of the row it is a part of
 * @param text its verbatim text
 */
record Piece(List<String> below, String text) {
    Piece {
        below = List.copyOf(below);
    }

    static Piece of(String text) {
        return new Piece(List.of(), text);
    }
}
