/**
 * Has documents read in processes of their own, with a heap and a clock of their own, so that a file that makes its reader
 * hang or eat memory hurts nobody but itself. Uses {@code reading} and {@code reasons}.
 */
@NullMarked
package dev.daogou.ingest.apart;

import org.jspecify.annotations.NullMarked;
