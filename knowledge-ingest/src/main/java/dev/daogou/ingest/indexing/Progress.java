package dev.daogou.ingest.indexing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells now and then how far the embedding of a version has come; short work is not worth a word. */
final class Progress {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Versions versions;
    private final Work work;
    private final int all;
    private final Clock clock;
    private Instant next;

    Progress(Versions versions, Work work, int all, Clock clock) {
        this.versions = versions;
        this.work = work;
        this.all = all;
        this.clock = clock;
        this.next = clock.instant().plus(PAUSE);
    }

    /** @throws TurnLost when somebody else has taken the version up, so that nobody need go on */
    void embedded(int passages) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        if (!versions.embedded(work, passages, all)) {
            throw new TurnLost();
        }
    }

    static final class TurnLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
