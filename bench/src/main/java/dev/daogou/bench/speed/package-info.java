/** How fast a large shop is searched and written: the program {@code SearchSpeed} and its parts. */
@NullMarked
package dev.daogou.bench.speed;

import org.jspecify.annotations.NullMarked;
