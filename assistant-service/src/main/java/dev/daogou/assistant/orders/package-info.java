/** Orders, shipments and returns. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
