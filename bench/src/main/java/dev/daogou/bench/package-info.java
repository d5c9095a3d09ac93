/** Measures a running Daogou from outside, through nothing but its public HTTP face. */
@NullMarked
package dev.daogou.bench;

import org.jspecify.annotations.NullMarked;
