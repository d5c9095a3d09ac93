/** Accepts or refuses a merchant's file or address. */
@NullMarked
package dev.daogou.ingest.intake;

import org.jspecify.annotations.NullMarked;
