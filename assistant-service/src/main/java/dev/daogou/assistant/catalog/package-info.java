/**
 * Products, variants, prices, stock and complements. What a product says about itself is published to the knowledge base;
 * prices and stock are never in there, they are read live.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
