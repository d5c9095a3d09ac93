/** A shop, its settings, its staff, who may do what. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.daogou.assistant.shop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
