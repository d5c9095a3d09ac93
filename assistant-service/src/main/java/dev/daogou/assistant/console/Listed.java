package dev.daogou.assistant.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor for the next page; null on the last
 */
record Listed<T>(List<T> items, @Nullable String nextCursor) {

    static <T> Listed<T> whole(List<T> items) {
        return new Listed<>(items, null);
    }
}
