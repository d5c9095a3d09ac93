/**
 * Turns one format into titled sections. Uses {@code reasons} only.
 *
 * <p>A new format is one class that implements {@link dev.daogou.ingest.reading.DocumentReader} and one line in
 * {@link dev.daogou.ingest.reading.Readers}.
 */
@NullMarked
package dev.daogou.ingest.reading;

import org.jspecify.annotations.NullMarked;
