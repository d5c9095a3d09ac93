/** Reads the passages that were found, for and against their being what was asked. */
@NullMarked
package dev.daogou.knowledge.evidence;

import org.jspecify.annotations.NullMarked;
