/** The merchant's door: pages and staff API. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shop",
            "shop::imports",
            "catalog",
            "promotions",
            "sizing",
            "orders",
            "shopper",
            "conversation",
            "answering",
            "handoff"
        })
package dev.daogou.assistant.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
