package dev.daogou.knowledge.dense;

/**
 * A stored vector that is near a question.
 *
 * @param id the vector's id
 * @param cosine the cosine similarity, -1 to 1
 */
public record Near(String id, double cosine) {}
