package dev.daogou.ingest.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, in one spelling each. */
final class SiteAddress {

    private static final Pattern TRACKING = Pattern.compile("(?i)(?:utm_\\w+|gclid|fbclid|spm|_ga)=");
    private static final Set<String> NO_TEXT = Set.of(
            "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "mp4", "webm", "mov",
            "avi", "mp3", "wav", "ogg", "css", "js", "mjs", "json", "xml", "rss", "atom", "woff", "woff2", "ttf", "eot",
            "zip", "gz", "rar", "7z", "exe", "dmg", "apk", "iso");

    private SiteAddress() {}

    /** The address without fragment and with host in lower case; nothing when it is not one of a web page. */
    static Optional<URI> of(String address) {
        try {
            URI given = new URI(address.strip().replace(" ", "%20")).parseServerAuthority();
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            if ((!scheme.equals("http") && !scheme.equals("https"))
                    || given.getHost() == null
                    || given.getUserInfo() != null) {
                return Optional.empty();
            }
            int usual = scheme.equals("http") ? 80 : 443;
            String port = given.getPort() < 0 || given.getPort() == usual ? "" : ":" + given.getPort();
            String path = given.getRawPath() == null || given.getRawPath().isEmpty() ? "/" : given.getRawPath();
            String query = withoutTracking(given.getRawQuery());
            URI whole = URI.create(scheme + "://" + given.getHost().toLowerCase(Locale.ROOT) + port + path + query);
            return Optional.of(URI.create(whole.normalize().toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isSameSite(URI one, URI other) {
        return site(one).equals(site(other));
    }

    /** The site a page is of: its host, whether called with {@code www} or not, and its port when that is no usual one. */
    static String site(URI url) {
        String host = url.getHost().startsWith("www.") ? url.getHost().substring(4) : url.getHost();
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }

    /** Whether the address ends as pictures, programs and archives do, which are not read. */
    static boolean isOfNoText(URI url) {
        String path = url.getPath() == null ? "" : url.getPath().toLowerCase(Locale.ROOT);
        return NO_TEXT.contains(path.substring(path.lastIndexOf('.') + 1)) && path.contains(".");
    }

    /** The folder a page is in, ending with a slash. */
    static String folder(URI url) {
        String path = url.getRawPath();
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("http") ? 80 : 443;
    }

    private static String withoutTracking(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String rest = Arrays.stream(query.split("&", -1))
                .filter(part -> !TRACKING.matcher(part).lookingAt())
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    /** Path and query, as a person is told of them. */
    static String path(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    /** What a page is called as a file. */
    static String fileName(URI url) {
        String path = url.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isBlank() ? url.getHost() : last;
    }
}
