package dev.daogou.ingest.indexing;

/**
 * One version of one document.
 *
 * @param shop the shop's id
 * @param documentId unique in the shop
 * @param version from 1
 */
public record VersionId(String shop, String documentId, int version) {}
