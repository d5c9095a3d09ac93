/** Every error of an HTTP call as RFC 9457 {@code application/problem+json} with a stable code. */
@NullMarked
package dev.daogou.assistant.shop.problems;

import org.jspecify.annotations.NullMarked;
