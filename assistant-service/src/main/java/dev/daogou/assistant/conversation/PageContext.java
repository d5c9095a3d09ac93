package dev.daogou.assistant.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The page a shopper looks at while asking. Said by the browser: a hint, never a fact.
 *
 * @param productId the product shown
 * @param url its address
 * @param title its title
 */
public record PageContext(
        @Nullable String productId,
        @Nullable String url,
        @Nullable String title) {
    public static final PageContext NONE = new PageContext(null, null, null);
}
