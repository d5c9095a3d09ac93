package dev.daogou.knowledge;

/**
 * A piece of a source, ready to be made searchable.
 *
 * @param titlePath the titles above the piece, outermost first, joined by {@code " > "}; may be empty
 * @param text the verbatim text, quotable
 * @param embeddedText what the embedding model reads: usually the titles and the text
 */
public record PassageDraft(String titlePath, String text, String embeddedText) {
    public PassageDraft {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A passage has text");
        }
    }
}
