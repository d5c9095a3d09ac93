/** Coupons and the best way to combine them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "catalog", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.promotions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
