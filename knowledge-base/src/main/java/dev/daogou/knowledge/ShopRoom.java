package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.lexical.PassageWords;

/**
 * Where a shop's knowledge is kept.
 *
 * @param signature the model that made its vectors
 * @param densePartition its own table of vectors
 * @param ownTables how the names of its partitions of passages and words end
 */
record ShopRoom(
        String shop,
        EmbeddingSignature signature,
        StoreKind store,
        String densePartition,
        String ownTables,
        PassageWords.Size size) {}
