package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.intake.Fetched.Stamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFetcherTest {

    private static final IntakeLimits OUTSIDE_ONLY = new IntakeLimits(1_000_000, false, Duration.ZERO, 1);

    private final LocalSite site;

    PageFetcherTest() throws IOException {
        site = new LocalSite();
        site.html("/", "Only this machine may read it.");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fd00::1]",
                "0.0.0.0",
                "2130706433",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255"
            })
    void addresses_inside_the_own_network_cannot_be_reached_however_they_are_written(String host) throws IOException {
        try (PageFetcher fetcher = new PageFetcher(OUTSIDE_ONLY, anyPort(), Clock.systemUTC())) {
            assertThat(fetcher.fetch(URI.create("http://" + host + ":" + site.port() + "/"), Stamp.NONE))
                    .isInstanceOfSatisfying(
                            Fetched.Unavailable.class,
                            unavailable ->
                                    assertThat(unavailable.reason().code()).isEqualTo("address_internal"));
        }
        assertThat(site.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7f000001", "0177.0.0.1", "127.0.0.01", "127.1", "[::1%25lo]"})
    void odd_spellings_of_an_address_lead_nowhere(String host) throws IOException {
        try (PageFetcher fetcher = new PageFetcher(OUTSIDE_ONLY, anyPort(), Clock.systemUTC())) {
            assertThat(SiteAddress.of("http://" + host + ":" + site.port() + "/").stream()
                            .map(url -> fetcher.fetch(url, Stamp.NONE)))
                    .allMatch(Fetched.Unavailable.class::isInstance);
        }
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void a_name_with_one_address_inside_is_not_connected_to_at_all() throws IOException {
        NamesInTurn names = new NamesInTurn(List.of(List.of("93.184.215.14", "127.0.0.1")));
        try (PageFetcher fetcher =
                new PageFetcher(OUTSIDE_ONLY, anyPort(), Clock.systemUTC(), names, PublicAddresses::holds)) {
            assertThat(fetcher.fetch(URI.create("http://shop.example:" + site.port() + "/"), Stamp.NONE))
                    .isInstanceOf(Fetched.Unavailable.class);
        }
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void the_address_that_was_checked_is_the_one_connected_to() throws IOException {
        // The name leads elsewhere from the second look-up on; nobody looks twice.
        NamesInTurn names = new NamesInTurn(List.of(List.of("127.0.0.1"), List.of("127.0.0.2")));
        try (PageFetcher fetcher = new PageFetcher(
                OUTSIDE_ONLY,
                anyPort(),
                Clock.systemUTC(),
                names,
                address -> address.getHostAddress().equals("127.0.0.1"))) {
            assertThat(fetcher.fetch(URI.create("http://shop.example:" + site.port() + "/"), Stamp.NONE))
                    .isInstanceOf(Fetched.Page.class);
        }
        assertThat(names.left()).isEqualTo(1);
    }

    @Test
    void only_usual_ports_are_fetched_from() throws IOException {
        try (PageFetcher fetcher = new PageFetcher(OUTSIDE_ONLY, limits(List.of()), Clock.systemUTC())) {
            assertThat(fetcher.fetch(URI.create("http://shop.example:22/"), Stamp.NONE))
                    .isInstanceOfSatisfying(
                            Fetched.Unavailable.class,
                            unavailable ->
                                    assertThat(unavailable.reason().code()).isEqualTo("address_port"));
        }
    }

    @Test
    void a_page_that_is_too_large_is_not_read_to_its_end() throws IOException {
        IntakeLimits small = new IntakeLimits(10, true, Duration.ZERO, 1);
        try (PageFetcher fetcher = new PageFetcher(small, anyPort(), Clock.systemUTC())) {
            assertThat(fetcher.fetch(URI.create(site.root() + "/"), Stamp.NONE))
                    .isInstanceOfSatisfying(
                            Fetched.Unavailable.class,
                            unavailable ->
                                    assertThat(unavailable.reason().code()).isEqualTo("page_too_large"));
        }
    }

    private CrawlLimits anyPort() {
        return limits(List.of(site.port()));
    }

    private static CrawlLimits limits(List<Integer> ports) {
        return new CrawlLimits(ports, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), 5);
    }

    /** Answers each look-up with the next of its lists. */
    private static final class NamesInTurn implements DnsResolver {

        private final Deque<List<String>> answers;

        private NamesInTurn(List<List<String>> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        private int left() {
            return answers.size();
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses = new java.util.ArrayList<>();
            for (String answer : answers.remove()) {
                addresses.add(InetAddress.ofLiteral(answer));
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
