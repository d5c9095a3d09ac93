package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.StoreKind;

/**
 * A table of a shop's vectors.
 *
 * @param signature the model that made them
 * @param store how they are kept
 * @param partition the table's name
 */
record Vectors(EmbeddingSignature signature, StoreKind store, String partition) {}
