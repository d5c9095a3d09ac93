/** Cuts sections into pieces that can be cited. */
@NullMarked
package dev.daogou.ingest.chunking;

import org.jspecify.annotations.NullMarked;
