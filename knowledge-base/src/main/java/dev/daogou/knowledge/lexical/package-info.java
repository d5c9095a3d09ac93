/** Finds passages by their words. */
@NullMarked
package dev.daogou.knowledge.lexical;

import org.jspecify.annotations.NullMarked;
