package dev.daogou.ingest.intake;

import java.util.Arrays;
import java.util.Optional;

/** What a person decides about a document that contradicts another. */
public enum Decision {
    /** The new one holds; the documents it contradicts are taken out of the search when it goes live. */
    TAKE_NEW("takeNew"),
    /** The old ones hold; the new one does not go live. */
    KEEP_OLD("keepOld"),
    /** They are not about the same thing, or both are right: the new one goes live beside the old ones. */
    BOTH_HOLD("bothHold");

    private final String wireName;

    Decision(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the public face, e.g. {@code takeNew}. */
    public String wireName() {
        return wireName;
    }

    /** Reads a name of the public face. */
    public static Optional<Decision> of(String wireName) {
        return Arrays.stream(values())
                .filter(one -> one.wireName.equals(wireName))
                .findFirst();
    }
}
