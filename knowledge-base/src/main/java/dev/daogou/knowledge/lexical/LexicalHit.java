package dev.daogou.knowledge.lexical;

/**
 * A passage that has some of the words asked for.
 *
 * @param passageId the passage
 * @param rank its place by score, from 1; {@link #UNRANKED} for one that was to be judged and is not among the best
 * @param score BM25
 * @param covered which part of what was asked it speaks of, 0 to 1: the rarer a word, the more it counts
 * @param codes which part of the codes asked for (those that the shop knows) it has, 0 to 1
 */
public record LexicalHit(String passageId, int rank, double score, double covered, double codes) {

    /** The rank of a passage that was judged whatever its place. */
    public static final int UNRANKED = Integer.MAX_VALUE;
}
