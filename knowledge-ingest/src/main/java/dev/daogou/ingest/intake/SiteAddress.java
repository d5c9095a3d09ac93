package dev.daogou.ingest.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses of pages, in one spelling each. */
final class SiteAddress {

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
            String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            URI whole = URI.create(scheme + "://" + given.getHost().toLowerCase(Locale.ROOT) + port + path + query);
            return Optional.of(URI.create(whole.normalize().toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isSameSite(URI one, URI other) {
        return one.getHost().equals(other.getHost()) && port(one) == port(other);
    }

    /** Path and query, as {@code robots.txt} speaks of them. */
    static String path(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    /** What a page is called as a file. */
    static String fileName(URI url) {
        String path = url.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isBlank() ? url.getHost() : last;
    }

    /** Both usual ports are one site: pages move from http to https. */
    private static int port(URI url) {
        return url.getPort() < 0 ? 443 : url.getPort();
    }
}
