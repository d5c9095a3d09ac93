package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import org.jspecify.annotations.Nullable;

/**
 * Which pages to take in.
 *
 * @param shop the shop's id
 * @param url where to begin, http or https
 * @param depth how many links away pages are taken in: 0 is the page alone, at most 5
 * @param maxPages how many pages at most, 1 to 500
 * @param kind what sort of text the pages are; never {@link PassageKind#PRODUCT}
 * @param productId the product they are about, when they are about one
 */
public record CrawlRequest(
        String shop,
        String url,
        int depth,
        int maxPages,
        PassageKind kind,
        @Nullable String productId) {}
