/** What a model may ask the shop to do: one ShopTool a class, found as beans. */
@NullMarked
@NamedInterface("tools")
package dev.daogou.assistant.answering.tools;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
