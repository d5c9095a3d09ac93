/** A little shop front that shows the assistant at work: the demo shops, and any shop's own products. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "shop"})
package dev.daogou.assistant.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
