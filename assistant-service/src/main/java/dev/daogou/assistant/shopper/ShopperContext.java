package dev.daogou.assistant.shopper;

import dev.daogou.assistant.shop.Shop;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, from the session and never from a model.
 *
 * @param shop the shop they are in
 * @param shopper who
 * @param shopperKey the shop's own name for them (the identity token's {@code sub}); null until verified
 * @param name what to call them, when known
 * @param locale the language their page is in; the language of an answer follows the message
 */
public record ShopperContext(
        Shop shop,
        ShopperId shopper,
        @Nullable String shopperKey,
        @Nullable String name,
        Locale locale) {

    /** Whether the shop vouched for who they are. */
    public boolean verified() {
        return shopperKey != null;
    }
}
