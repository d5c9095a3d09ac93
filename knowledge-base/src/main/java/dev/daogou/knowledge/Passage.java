package dev.daogou.knowledge;

/**
 * A stored piece of a source.
 *
 * @param passageId unique in the shop
 * @param source where it comes from
 * @param ordinal its place in the source, from 0
 * @param titlePath the titles above it, joined by {@code " > "}
 * @param text the verbatim text
 */
public record Passage(String passageId, Source source, int ordinal, String titlePath, String text) {}
