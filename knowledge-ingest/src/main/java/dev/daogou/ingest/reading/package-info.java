/** Turns one format into titled sections. */
@NullMarked
package dev.daogou.ingest.reading;

import org.jspecify.annotations.NullMarked;
