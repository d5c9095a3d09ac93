package dev.daogou.ingest.intake;

import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Fetches pages. Unless the operator allows it, addresses inside the own network cannot be reached, whichever name or
 * redirect leads there.
 */
class PageFetcher {

    static final String AGENT = "daogou";

    /** What came of a fetch. */
    sealed interface Fetched {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Page(URI url, byte[] content, @Nullable MediaType type) implements Fetched {}

        record Moved(URI to) implements Fetched {}

        record Unavailable(Reason reason) implements Fetched {
            boolean isFaultOfServer() {
                return reason.code().equals("page_status")
                        && reason.details().getFirst().startsWith("5");
            }
        }
    }

    private static final Logger log = LoggerFactory.getLogger(PageFetcher.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(20);

    private final RestClient client;
    private final long maxBytes;

    PageFetcher(RestClient.Builder builder, IntakeLimits limits) {
        HttpClientSettings settings = HttpClientSettings.defaults()
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withTimeouts(CONNECT, READ)
                .withInetAddressFilter(
                        limits.internalAddresses() ? InetAddressFilter.all() : InetAddressFilter.externalAddresses());
        this.client = builder.requestFactory(
                        ClientHttpRequestFactoryBuilder.jdk().build(settings))
                .defaultHeader(HttpHeaders.USER_AGENT, AGENT + "/1 (reads this shop's pages for its assistant)")
                .defaultHeader(
                        HttpHeaders.ACCEPT, "text/html, application/xhtml+xml, text/plain, text/markdown, */*;q=0.1")
                .build();
        this.maxBytes = limits.maxBytes();
    }

    Fetched fetch(URI url) {
        try {
            return client.get().uri(url).exchangeForRequiredValue((request, response) -> received(url, response));
        } catch (RestClientException | FilteredHostException e) {
            log.debug("{} cannot be fetched", url, e);
            if (isCausedBy(FilteredHostException.class, e)) {
                return new Fetched.Unavailable(Reason.of("address_internal", url.getHost()));
            }
            String code = isCausedBy(HttpTimeoutException.class, e) ? "page_too_slow" : "page_unreachable";
            return new Fetched.Unavailable(Reason.of(code, url.toString()));
        }
    }

    private Fetched received(URI url, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        URI location = response.getHeaders().getLocation();
        if (response.getStatusCode().is3xxRedirection() && location != null) {
            return new Fetched.Moved(url.resolve(location));
        }
        if (status != 200) {
            return new Fetched.Unavailable(Reason.of("page_status", Integer.toString(status)));
        }
        try (InputStream body = response.getBody()) {
            byte[] content = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxBytes + 1));
            return new Fetched.Page(url, content, response.getHeaders().getContentType());
        }
    }

    private static boolean isCausedBy(Class<? extends Exception> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
