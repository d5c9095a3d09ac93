package dev.daogou.knowledge;

/**
 * How much a shop knows.
 *
 * @param sources how many sources are searchable
 * @param passages how many passages they have
 * @param signature which model made the vectors
 */
public record KnowledgeStatus(long sources, long passages, EmbeddingSignature signature) {}
