package dev.daogou.knowledge.lexical;

/**
 * A word to search by.
 *
 * @param text lower case, simplified characters, an English word cut to its stem
 * @param code true for a model number, SKU or fault code: when a passage has it, it is hardly by chance
 */
public record Word(String text, boolean code) {}
