package dev.daogou.ingest.apart;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a process that reads documents may take.
 *
 * @param enabled false reads everything inside the service: for machines that allow no further process, and at the price
 *     that a document can then harm the service
 * @param inProcessUpTo text up to this size is read inside the service: too small to do harm, and quicker so
 * @param processes how many processes at most; each may take {@code memory} and somewhat more
 * @param memory the heap of a process
 * @param time how long one document may take by the clock on the wall
 * @param cpu how long one document may compute
 * @param disk how much a process may put into its temporary folder
 * @param documents after how many documents a process is replaced by a fresh one
 * @param idle after what time without work a process is ended
 */
@ConfigurationProperties("daogou.ingest.apart")
record ApartSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("64KB") DataSize inProcessUpTo,
        @DefaultValue("2") int processes,
        @DefaultValue("512MB") DataSize memory,
        @DefaultValue("2m") Duration time,
        @DefaultValue("90s") Duration cpu,
        @DefaultValue("1GB") DataSize disk,
        @DefaultValue("200") int documents,
        @DefaultValue("1m") Duration idle) {}
