/** Who said what, in order, and who may speak next. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shop", "shopper"})
package dev.daogou.assistant.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
