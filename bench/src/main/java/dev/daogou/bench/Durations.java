package dev.daogou.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What is said of many times. */
final class Durations {
    private Durations() {}

    /** The time that this share (0 to 1) of the times does not exceed; zero when there is none. */
    static Duration percentile(Collection<Duration> times, double share) {
        List<Duration> sorted = times.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        return sorted.get((int) Math.clamp(Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    /** Median and 99th percentile, e.g. {@code 41 ms / 180 ms}. */
    static String summary(Collection<Duration> times) {
        return percentile(times, 0.5).toMillis() + " ms / "
                + percentile(times, 0.99).toMillis() + " ms";
    }
}
