/** What a shop has published: searchable, with provenance. */
@NullMarked
package dev.daogou.knowledge;

import org.jspecify.annotations.NullMarked;
