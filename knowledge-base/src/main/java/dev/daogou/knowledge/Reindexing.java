package dev.daogou.knowledge;

import java.util.List;
import java.util.Optional;

/**
 * Moves a shop's vectors to another embedding model, or to the store a new shop would get, while the shop stays
 * searchable: until the last passage is there, the old vectors answer; then all at once the new ones do.
 */
public interface Reindexing {

    /** The models this installation can work with, the ones that are built in first. */
    List<EmbeddingSignature> models();

    /** The model a new shop of this shop's language would get. */
    EmbeddingSignature usualModel(String shop);

    /**
     * Plans a move; one that was planned before and has not come to its end is given up. Planning what the shop has
     * already only gives up.
     *
     * @return whether there is a move to be carried out
     * @throws dev.daogou.knowledge.embedding.EmbeddingUnusable when the model is not one of {@link #models()}
     */
    boolean plan(String shop, EmbeddingSignature model);

    /**
     * Carries a planned move to its end, which takes as long as embedding all of the shop's passages. After a crash it
     * goes on where it was; without a plan it does nothing.
     */
    void carryOut(String shop);

    /** How far a planned move has come; nothing when there is none. */
    Optional<Progress> progress(String shop);

    /**
     * How far a move has come.
     *
     * @param to the model the shop moves to
     * @param moved how many passages have their new vector
     * @param of how many there are
     */
    record Progress(EmbeddingSignature to, long moved, long of) {}
}
