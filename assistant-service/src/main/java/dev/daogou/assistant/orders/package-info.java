/** Orders, shipments and returns, told to the shopper whose they are and to nobody else. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "catalog", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
