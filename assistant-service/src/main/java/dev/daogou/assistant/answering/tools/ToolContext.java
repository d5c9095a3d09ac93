package dev.daogou.assistant.answering.tools;

import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.knowledge.Language;
import java.util.UUID;

/**
 * What a tool knows beside its arguments, from the session and never from a model.
 *
 * @param shopper who is asking, in which shop
 * @param conversation in which conversation
 * @param language the language of the answer
 */
public record ToolContext(ShopperContext shopper, UUID conversation, Language language) {}
