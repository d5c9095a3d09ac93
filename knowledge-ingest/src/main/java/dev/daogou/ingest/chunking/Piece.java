package dev.daogou.ingest.chunking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a section.
 *
 * @param below what it stands under beside the section's own titles, such as the name of the row it is a part of
 * @param text its verbatim text
 * @param joint what stands between it and the piece before it, where both are one text that was cut for its length
 */
record Piece(List<String> below, String text, @Nullable String joint) {
    Piece {
        below = List.copyOf(below);
    }

    static Piece of(String text) {
        return new Piece(List.of(), text, null);
    }

    Piece withText(String longer) {
        return new Piece(below, longer, joint);
    }
}
