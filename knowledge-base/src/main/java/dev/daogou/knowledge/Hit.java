package dev.daogou.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param passage the passage
 * @param score how well it fits, higher is better, comparable within one result
 * @param cosine the cosine similarity of question and passage, -1 to 1
 * @param denseRank its place in the dense (vector) ranking from 1, null when it was not in it
 * @param lexicalRank its place in the lexical (word) ranking from 1, null when it was not in it
 */
public record Hit(
        Passage passage,
        double score,
        double cosine,
        @Nullable Integer denseRank,
        @Nullable Integer lexicalRank) {}
