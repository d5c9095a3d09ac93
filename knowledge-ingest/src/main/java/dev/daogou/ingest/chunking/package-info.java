/** Cuts sections into pieces that can be cited. Uses {@code reading} only. */
@NullMarked
package dev.daogou.ingest.chunking;

import org.jspecify.annotations.NullMarked;
