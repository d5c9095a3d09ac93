package dev.daogou.ingest.intake;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far a crawl goes.
 *
 * @param ports the ports pages may be fetched from; none named is 80, 443, 8080 and 8443, or any where internal addresses
 *     are allowed
 * @param pageTime how long one page may take from the first to the last byte
 * @param longestDelay the longest {@code Crawl-delay} that is kept between two pages; a longer one is cut to it
 * @param longestWait the longest a server's {@code Retry-After} is waited for; who wants longer is not read this time
 * @param siteMaps how many site maps of a site are read
 */
@ConfigurationProperties("daogou.ingest.crawl")
record CrawlLimits(
        @DefaultValue List<Integer> ports,
        @DefaultValue("60s") Duration pageTime,
        @DefaultValue("60s") Duration longestDelay,
        @DefaultValue("2m") Duration longestWait,
        @DefaultValue("50") int siteMaps) {

    private static final List<Integer> USUAL_PORTS = List.of(80, 443, 8080, 8443);

    CrawlLimits {
        ports = List.copyOf(ports);
    }

    boolean mayUse(int port, boolean internalAddresses) {
        return ports.isEmpty() ? internalAddresses || USUAL_PORTS.contains(port) : ports.contains(port);
    }
}
