/** Models, the built-in assistant and prompts; the only room that builds a model. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shop"})
package dev.daogou.assistant.llm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
