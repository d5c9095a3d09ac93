/** Turns texts into vectors, with the model a shop's language or the operator asks for. */
@NullMarked
package dev.daogou.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
