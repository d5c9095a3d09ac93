package dev.daogou.knowledge;

/**
 * Which model made a shop's vectors; vectors of different signatures are never compared.
 *
 * @param model the model's name, e.g. {@code bge-small-zh-v1.5-q}
 * @param dimension the number of components of each vector
 */
public record EmbeddingSignature(String model, int dimension) {}
