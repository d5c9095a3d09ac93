/**
 * Reads PDF. A PDF says where each letter stands and little more; here letters become lines, lines stand in the order they
 * are read in, and what they look like tells headings, lists and tables.
 */
@NullMarked
package dev.daogou.ingest.reading.pdf;

import org.jspecify.annotations.NullMarked;
