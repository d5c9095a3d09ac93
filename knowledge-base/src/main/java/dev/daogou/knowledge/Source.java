package dev.daogou.knowledge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where passages come from: one uploaded document, one crawled page, or one product. A source is replaced and removed as
 * a whole.
 *
 * @param shop the shop's id
 * @param sourceId unique in the shop: the document's id, or {@code product:} and the product's id
 * @param kind what sort of text it is
 * @param title what a reader would call it
 * @param productId the product it is about, when it is about one
 * @param url where a shopper can read the original, when it has an address
 * @param validFrom not found before this instant
 * @param validUntil not found from this instant on
 */
public record Source(
        String shop,
        String sourceId,
        PassageKind kind,
        String title,
        @Nullable String productId,
        @Nullable String url,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {}
