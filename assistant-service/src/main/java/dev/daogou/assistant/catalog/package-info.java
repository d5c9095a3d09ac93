/** Products, variants, prices, stock and complements. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
