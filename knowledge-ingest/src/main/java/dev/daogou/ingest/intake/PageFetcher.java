package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.Fetched.Stamp;
import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pages. Unless the operator allows it, addresses inside the own network cannot be reached, whichever name or
 * redirect leads there: a name is looked up once for a connection, and the addresses that were looked at are those that are
 * connected to.
 */
class PageFetcher implements AutoCloseable {

    static final String AGENT = "daogou";

    private static final Logger log = LoggerFactory.getLogger(PageFetcher.class);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout READ = Timeout.ofSeconds(20);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

    /** A name that leads to where pages are not fetched from. */
    private static final class InsideTheOwnNetwork extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private InsideTheOwnNetwork(String host) {
            super(host);
        }
    }

    /** Looks a name up and lets its addresses through only if all of them may be connected to. */
    private record CheckedNames(DnsResolver names, Predicate<InetAddress> allowed) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = names.resolve(host);
            for (InetAddress address : addresses) {
                if (!allowed.test(address)) {
                    throw new InsideTheOwnNetwork(host);
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch;
    private final IntakeLimits limits;
    private final CrawlLimits crawlLimits;
    private final Clock clock;

    PageFetcher(IntakeLimits limits, CrawlLimits crawlLimits, Clock clock) {
        this(
                limits,
                crawlLimits,
                clock,
                SystemDefaultDnsResolver.INSTANCE,
                limits.internalAddresses() ? address -> true : PublicAddresses::holds);
    }

    PageFetcher(
            IntakeLimits limits,
            CrawlLimits crawlLimits,
            Clock clock,
            DnsResolver names,
            Predicate<InetAddress> allowedAddresses) {
        this.limits = limits;
        this.crawlLimits = crawlLimits;
        this.clock = clock;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("page-watch").factory());
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(names, allowedAddresses))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(READ)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(READ)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(AGENT + "/1 (reads this shop's pages for its assistant)")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /** Fetches a page if it is not as its stamp says. */
    Fetched fetch(URI url, Stamp stamp) {
        if (!crawlLimits.mayUse(SiteAddress.port(url), limits.internalAddresses())) {
            return new Fetched.Unavailable(Reason.of("address_port", Integer.toString(SiteAddress.port(url))));
        }
        HttpGet request = new HttpGet(url);
        request.setHeader(
                HttpHeaders.ACCEPT,
                "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf, */*;q=0.1");
        if (stamp.etag() != null) {
            request.setHeader(HttpHeaders.IF_NONE_MATCH, stamp.etag());
        }
        if (stamp.lastModified() != null) {
            request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, stamp.lastModified());
        }
        ScheduledFuture<?> end = watch.schedule(
                () -> {
                    request.cancel();
                },
                crawlLimits.pageTime().toMillis(),
                TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response =
                client.executeOpen(new HttpHost(url.getScheme(), hostOf(url), url.getPort()), request, null)) {
            return received(url, request, response);
        } catch (IOException | IllegalArgumentException e) {
            log.debug("{} cannot be fetched", url, e);
            if (e instanceof InsideTheOwnNetwork) {
                return new Fetched.Unavailable(Reason.of("address_internal", url.getHost()));
            }
            boolean late = end.isDone() || e instanceof SocketTimeoutException;
            return new Fetched.Unavailable(Reason.of(late ? "page_too_slow" : "page_unreachable", url.toString()));
        } finally {
            end.cancel(false);
        }
    }

    private Fetched received(URI url, HttpGet request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        String location = header(response, HttpHeaders.LOCATION);
        if (status == 304) {
            return new Fetched.NotChanged(url);
        }
        if (status >= 300 && status < 400 && location != null) {
            return new Fetched.Moved(url.resolve(location.strip().replace(" ", "%20")));
        }
        HttpEntity body = response.getEntity();
        if (status != 200 || body == null) {
            request.cancel();
            return switch (status) {
                case 404, 410 -> new Fetched.Gone(status);
                case 429, 503 -> new Fetched.Busy(status, wait(header(response, HttpHeaders.RETRY_AFTER)));
                default -> new Fetched.Unavailable(Reason.of("page_status", Integer.toString(status)));
            };
        }
        byte[] content;
        try (InputStream stream = body.getContent()) {
            content = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limits.maxBytes() + 1));
            if (content.length > limits.maxBytes()) {
                request.cancel();
                return new Fetched.Unavailable(Reason.of("page_too_large", url.toString()));
            }
        }
        ContentType type = ContentType.parseLenient(body.getContentType());
        return new Fetched.Page(
                url,
                content,
                type == null ? "" : type.getMimeType().toLowerCase(Locale.ROOT),
                type == null || type.getCharset() == null
                        ? null
                        : type.getCharset().name(),
                new Stamp(header(response, HttpHeaders.ETAG), header(response, HttpHeaders.LAST_MODIFIED)),
                robots(response));
    }

    /** As long as the server wishes; where it does not say, a little while. */
    private Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return USUAL_WAIT;
        }
        String wish = retryAfter.strip();
        if (wish.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(wish));
        }
        Instant until = DateUtils.parseStandardDate(wish);
        return until == null || until.isBefore(clock.instant()) ? USUAL_WAIT : Duration.between(clock.instant(), until);
    }

    /** What is said to all robots and to us; {@code googlebot: noindex} is for another. */
    private static String robots(ClassicHttpResponse response) {
        StringBuilder said = new StringBuilder();
        for (Header header : response.getHeaders("X-Robots-Tag")) {
            String value = header.getValue().toLowerCase(Locale.ROOT).strip();
            String to = value.matches("[\\w-]+\\s*:.*")
                    ? value.substring(0, value.indexOf(':')).strip()
                    : "";
            if (to.isEmpty() || to.equals("unavailable_after")) {
                said.append(value).append(',');
            } else if (to.equals(AGENT)) {
                said.append(value.substring(value.indexOf(':') + 1)).append(',');
            }
        }
        return said.toString();
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static String hostOf(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        client.close();
    }
}
