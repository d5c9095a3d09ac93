/** Carries an accepted document to searchable, and survives a restart. */
@NullMarked
package dev.daogou.ingest.indexing;

import org.jspecify.annotations.NullMarked;
