package dev.daogou.knowledge.lexical;

/**
 * A passage that has some of the words asked for.
 *
 * @param passageId the passage
 * @param rank its place by score, from 1
 * @param score BM25
 * @param covered which part of what was asked it speaks of, 0 to 1: the rarer a word, the more it counts
 * @param codes which part of the codes asked for (those that the shop knows) it has, 0 to 1
 */
public record LexicalHit(String passageId, int rank, double score, double covered, double codes) {}
