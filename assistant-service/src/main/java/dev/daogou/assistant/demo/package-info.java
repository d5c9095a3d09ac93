/** The demo shops: opened at first start from this program's own files, by the same ways a merchant's files take. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shop", "shop::imports", "shopper"})
package dev.daogou.assistant.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
