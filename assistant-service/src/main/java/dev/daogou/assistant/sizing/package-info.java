/** Size charts, fit records and size advice. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering::tools", "catalog", "shop", "shop::imports", "shopper"})
package dev.daogou.assistant.sizing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
