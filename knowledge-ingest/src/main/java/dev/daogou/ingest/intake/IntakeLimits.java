package dev.daogou.ingest.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is taken in.
 *
 * @param maxBytes the largest document, in bytes
 * @param internalAddresses whether pages inside the own network may be fetched; off, because whoever may name an address
 *     could otherwise read what only this machine can reach
 * @param pagePause the pause between two pages of one site
 * @param crawlAttempts how often a crawl is begun before it is failed
 */
@ConfigurationProperties("daogou.ingest")
record IntakeLimits(
        @DefaultValue("52428800") long maxBytes,
        @DefaultValue("false") boolean internalAddresses,
        @DefaultValue("200ms") Duration pagePause,
        @DefaultValue("3") int crawlAttempts) {}
