package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.Fetched.Stamp;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is remembered of a site's pages from one crawl to the next. */
class SitePages {

    private static final int MOST = 2_000;
    private static final int MOST_LINKS = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    SitePages(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A page as it was met last.
     *
     * @param links where it leads
     * @param blocks the fingerprints of its blocks, see {@link RepeatedBlocks}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Remembered(Stamp stamp, List<URI> links, long[] blocks) {}

    /** The site's pages, those met first in front. */
    Map<URI, Remembered> of(String shop, String site) {
        Map<URI, Remembered> pages = new LinkedHashMap<>();
        jdbc.sql("""
                SELECT url, etag, last_modified, links, blocks FROM site_pages
                 WHERE shop_id = :shop AND site = :site
                 ORDER BY first_met, url
                 LIMIT :most
                """)
                .param("shop", shop)
                .param("site", site)
                .param("most", MOST)
                .query(row -> {
                    pages.put(URI.create(row.getString("url")), remembered(row));
                });
        return pages;
    }

    /** Addresses that earlier crawls of the same place, no deeper than this one, took documents from. */
    List<URI> takenBefore(CrawlRequest request) {
        return jdbc
                .sql("""
                SELECT p.url, max(p.crawl_id) AS latest FROM crawl_pages p JOIN crawls c USING (shop_id, crawl_id)
                 WHERE c.shop_id = :shop AND c.url = :url AND c.depth <= :depth AND p.document_id IS NOT NULL
                   AND EXISTS (SELECT 1 FROM documents d
                                WHERE d.shop_id = p.shop_id AND d.document_id = p.document_id)
                 GROUP BY p.url ORDER BY p.url
                 LIMIT :most
                """)
                .param("shop", request.shop())
                .param("url", request.url())
                .param("depth", request.depth())
                .param("most", MOST)
                .query((row, number) -> SiteAddress.of(row.getString("url")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    void remember(String shop, String site, URI url, Remembered page) {
        ByteBuffer blocks = ByteBuffer.allocate(page.blocks().length * Long.BYTES);
        Arrays.stream(page.blocks()).forEach(blocks::putLong);
        jdbc.sql("""
                INSERT INTO site_pages (shop_id, url, site, etag, last_modified, links, blocks, first_met, met_at)
                VALUES (:shop, :url, :site, :etag, :lastModified, :links, :blocks, :now, :now)
                ON CONFLICT (shop_id, url) DO UPDATE
                   SET etag = excluded.etag, last_modified = excluded.last_modified, links = excluded.links,
                       blocks = excluded.blocks, met_at = excluded.met_at
                """)
                .param("shop", shop)
                .param("url", url.toString())
                .param("site", site)
                .param("etag", page.stamp().etag())
                .param("lastModified", page.stamp().lastModified())
                .param(
                        "links",
                        page.links().stream()
                                .limit(MOST_LINKS)
                                .map(URI::toString)
                                .toArray(String[]::new))
                .param("blocks", blocks.array())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(String shop, URI url) {
        jdbc.sql("DELETE FROM site_pages WHERE shop_id = :shop AND url = :url")
                .param("shop", shop)
                .param("url", url.toString())
                .update();
    }

    private static Remembered remembered(ResultSet row) throws SQLException {
        Array links = row.getArray("links");
        ByteBuffer bytes = ByteBuffer.wrap(row.getBytes("blocks"));
        long[] blocks = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(blocks);
        return new Remembered(
                new Stamp(row.getString("etag"), row.getString("last_modified")),
                Arrays.stream((String[]) links.getArray()).map(URI::create).toList(),
                blocks);
    }
}
