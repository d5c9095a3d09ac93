package dev.daogou.ingest.intake;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.UnknownFormatException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pages that a site's maps name: those that {@code robots.txt} points to, else the one at the usual place. */
final class SiteMaps {

    private static final Logger log = LoggerFactory.getLogger(SiteMaps.class);

    private final Function<URI, Fetched> fetch;
    private final int mostMaps;

    SiteMaps(Function<URI, Fetched> fetch, int mostMaps) {
        this.fetch = fetch;
        this.mostMaps = mostMaps;
    }

    /** Pages of the site in the order they are named, {@code most} of them at most. */
    List<URI> pages(URI site, List<String> named, int most) {
        Deque<URI> maps = new ArrayDeque<>();
        Set<URI> known = new LinkedHashSet<>();
        for (String address :
                named.isEmpty() ? List.of(site.resolve("/sitemap.xml").toString()) : named) {
            SiteAddress.of(address)
                    .filter(map -> SiteAddress.isSameSite(map, site) && known.add(map))
                    .ifPresent(maps::add);
        }
        Set<URI> pages = new LinkedHashSet<>();
        for (int read = 0; read < mostMaps && !maps.isEmpty() && pages.size() < most; read++) {
            if (fetch.apply(maps.remove()) instanceof Fetched.Page map) {
                AbstractSiteMap parsed = parsed(map);
                if (parsed instanceof SiteMapIndex index) {
                    index.getSitemaps().stream()
                            .flatMap(inner -> SiteAddress.of(inner.getUrl().toString()).stream())
                            .filter(url -> SiteAddress.isSameSite(url, site) && known.add(url))
                            .forEach(maps::add);
                } else if (parsed instanceof SiteMap list) {
                    list.getSiteMapUrls().stream()
                            .flatMap(page -> SiteAddress.of(page.getUrl().toString()).stream())
                            .filter(url -> SiteAddress.isSameSite(url, site))
                            .limit(most)
                            .forEach(pages::add);
                }
            }
        }
        return pages.stream().limit(most).toList();
    }

    private static @Nullable AbstractSiteMap parsed(Fetched.Page map) {
        try {
            // Not strict: a map in a folder of its own names pages elsewhere on the site. A document type is never
            // read.
            return new SiteMapParser(false)
                    .parseSiteMap(map.content(), map.url().toURL());
        } catch (UnknownFormatException | IOException | IllegalArgumentException e) {
            log.debug("{} cannot be understood", map.url(), e);
            return null;
        }
    }
}
