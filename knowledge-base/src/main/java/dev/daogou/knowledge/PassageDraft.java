package dev.daogou.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a source, ready to be made searchable.
 *
 * @param titlePath the titles above the piece, outermost first, joined by {@code " > "}; may be empty
 * @param text the verbatim text, quotable
 * @param embeddedText what the embedding model reads: usually the titles and the text
 * @param joint what stands between it and the piece before it, where both are one text that was cut for its length, so that
 *     both can be shown as they stand; null where it begins something of its own, such as another entry or answer
 */
public record PassageDraft(
        String titlePath,
        String text,
        String embeddedText,
        @Nullable String joint) {
    public PassageDraft {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A passage has text");
        }
    }

    /** A piece that continues nothing. */
    public PassageDraft(String titlePath, String text, String embeddedText) {
        this(titlePath, text, embeddedText, null);
    }
}
