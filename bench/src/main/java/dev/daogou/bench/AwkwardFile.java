package dev.daogou.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * A file that is hard to read, and how it should end.
 *
 * @param right matches "live", or the reason for which it is refused or fails
 * @param held what should be in its passages and found by searching, when it goes live
 */
record AwkwardFile(String name, String right, List<Held> held, Supplier<byte[]> content) {
    AwkwardFile {
        held = List.copyOf(held);
    }

    AwkwardFile(String name, String right, Supplier<byte[]> content) {
        this(name, right, List.of(), content);
    }

    /** Something that is looked for afterwards, as regular expressions. */
    sealed interface Held {
        /** One passage says this, with its titles before it. */
        record Says(String pattern) implements Held {}

        /** No passage says this, nor its titles. */
        record Nowhere(String pattern) implements Held {}

        /** Among the first three of this document that the search finds for the question, one says this. */
        record Found(String question, String pattern) implements Held {}
    }
}
