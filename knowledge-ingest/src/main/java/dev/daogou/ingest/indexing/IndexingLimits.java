package dev.daogou.ingest.indexing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard indexing tries.
 *
 * @param attempts how often a version may meet a fault before it is failed
 * @param beginnings how often it may be begun, with or without a fault, before it is taken to be what brings workers down
 * @param firstPause the pause before the second attempt; each further one is four times as long
 * @param passages how many passages one document may have
 * @param threads how many documents a worker carries at the same time: more than there are cores, as the embedding of some
 *     goes on while others are written
 */
@ConfigurationProperties("daogou.ingest.indexing")
record IndexingLimits(
        @DefaultValue("4") int attempts,
        @DefaultValue("10") int beginnings,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("20000") int passages,
        @DefaultValue("4") int threads) {}
