/**
 * Carries an accepted document to searchable, and survives a restart. Uses {@code reading}, {@code chunking} and
 * {@code reasons}; writes where each version stands into the tables that {@code intake} shows.
 */
@NullMarked
package dev.daogou.ingest.indexing;

import org.jspecify.annotations.NullMarked;
