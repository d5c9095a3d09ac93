/** Who is asking, and what we remember of them, with consent. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shop"})
package dev.daogou.assistant.shopper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
