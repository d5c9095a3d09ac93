/** How fast a large shop is searched and written: the program {@link dev.daogou.bench.SearchSpeed} and its parts. */
@NullMarked
package dev.daogou.bench.speed;

import org.jspecify.annotations.NullMarked;
