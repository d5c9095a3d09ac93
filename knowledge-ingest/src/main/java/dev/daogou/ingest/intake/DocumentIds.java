package dev.daogou.ingest.intake;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that sort by the time they were made (UUID version 7, RFC 9562), those of one process strictly so. */
final class DocumentIds {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    DocumentIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis() << COUNTER_BITS;
        long ticket = last.updateAndGet(before -> Math.max(before + 1, now));
        long millis = ticket >>> COUNTER_BITS;
        long counter = ticket & ((1 << COUNTER_BITS) - 1);
        long high = (millis << 16) | 0x7000 | counter;
        long random = ThreadLocalRandom.current().nextLong();
        long low = (random & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
