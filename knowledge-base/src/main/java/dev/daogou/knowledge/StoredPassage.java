package dev.daogou.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A passage as it is kept.
 *
 * @param number its number in the shop: what was published later has a higher one
 * @param joint what stands between it and the passage before it, where both are one text that was cut for its length
 */
record StoredPassage(Passage passage, int number, @Nullable String joint) {

    /** The same passage with more of what it stands in. */
    StoredPassage withText(String text) {
        return new StoredPassage(
                new Passage(passage.passageId(), passage.source(), passage.ordinal(), passage.titlePath(), text),
                number,
                joint);
    }
}
