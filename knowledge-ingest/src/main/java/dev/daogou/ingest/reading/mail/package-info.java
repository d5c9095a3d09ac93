/** Reads mail. */
@NullMarked
package dev.daogou.ingest.reading.mail;

import org.jspecify.annotations.NullMarked;
