package dev.daogou.ingest.reading.pdf;

/**
 * A letter where it stands on the upright page, in points from the upper left corner.
 *
 * @param text one character or a few, such as a ligature's; blank for a space
 * @param left where it begins
 * @param right where the next one would begin
 * @param baseline the line it stands on
 * @param size its height, in points
 * @param bold whether it is printed bold
 */
record Glyph(String text, float left, float right, float baseline, float size, boolean bold) {

    float middle() {
        return (left + right) / 2;
    }

    /** About the middle of a small letter. */
    float centre() {
        return baseline - size * 0.3f;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean isWide() {
        return Joining.isWide(text.codePointBefore(text.length()));
    }
}
