/** Who may come in by which door, and how they show who they are. */
@NullMarked
package dev.daogou.assistant.shop.access;

import org.jspecify.annotations.NullMarked;
