package dev.daogou.assistant.chat;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shopper.ShopperContext;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** How the assistant says hello: in the shop's own words where it has some, else in the shopper's language. */
@Component
class Greeting {

    private final ResourceBundleMessageSource sentences = new ResourceBundleMessageSource();

    Greeting() {
        sentences.setBasename("chat-messages");
        sentences.setDefaultEncoding("UTF-8");
        sentences.setFallbackToSystemLocale(false);
        sentences.setAlwaysUseMessageFormat(true);
    }

    String to(ShopperContext shopper) {
        Shop shop = shopper.shop();
        if (shop.greeting() != null) {
            return shop.greeting();
        }
        boolean chinese = "zh".equals(shopper.locale().getLanguage());
        return sentences.getMessage("greeting", new Object[] {shop.name()}, chinese ? Locale.CHINESE : Locale.ROOT);
    }
}
