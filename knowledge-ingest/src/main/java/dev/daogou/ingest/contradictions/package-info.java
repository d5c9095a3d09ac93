/**
 * Tells when a new document states another value for the same thing than a live one, and keeps what a person decided about
 * it. Uses {@code reasons} and knowledge-base only. {@code docs/decisions/0055-what-contradicts.md} says how it judges.
 */
@NullMarked
package dev.daogou.ingest.contradictions;

import org.jspecify.annotations.NullMarked;
