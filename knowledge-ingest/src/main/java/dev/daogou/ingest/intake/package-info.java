/**
 * Accepts or refuses a merchant's file or address. Uses {@code indexing} (to hand work on), {@code reading} (to know what
 * can be read) and {@code reasons}. The only room the assistant may use.
 */
@NullMarked
package dev.daogou.ingest.intake;

import org.jspecify.annotations.NullMarked;
