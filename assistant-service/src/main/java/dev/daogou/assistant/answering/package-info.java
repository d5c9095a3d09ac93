/** Turns a shopper's message into a grounded stream of events. */
@NullMarked
@ApplicationModule(allowedDependencies = {"conversation", "shopper", "shop", "llm"})
package dev.daogou.assistant.answering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
