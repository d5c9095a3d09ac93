@NullMarked
package dev.daogou.assistant;

import org.jspecify.annotations.NullMarked;
