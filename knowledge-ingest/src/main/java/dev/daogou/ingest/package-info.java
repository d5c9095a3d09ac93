/** How a document becomes knowledge. */
@NullMarked
package dev.daogou.ingest;

import org.jspecify.annotations.NullMarked;
