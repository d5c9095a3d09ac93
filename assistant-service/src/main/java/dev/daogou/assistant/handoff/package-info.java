/** Brings a person in and lets them leave; the agent's door, the desk. */
@NullMarked
@ApplicationModule(allowedDependencies = {"conversation", "answering::tools", "shopper", "shop", "llm"})
package dev.daogou.assistant.handoff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
