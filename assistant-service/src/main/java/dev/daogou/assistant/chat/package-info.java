/** The shopper's door: HTTP, server-sent events and the widget. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering", "conversation", "shopper", "shop"})
package dev.daogou.assistant.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
