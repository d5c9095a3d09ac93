package dev.daogou.ingest.reasons;

import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.OpenShops;

/** In which language a shop's merchants are spoken to. */
public class ShopLanguages {

    private final OpenShops shops;

    /** With the shops that are open. */
    public ShopLanguages(OpenShops shops) {
        this.shops = shops;
    }

    /** Whether there is such a shop to take documents in for. */
    public boolean isOpen(String shop) {
        return shops.languageOf(shop).isPresent();
    }

    /** The shop's language; English for a shop that is not open. */
    public Language of(String shop) {
        return shops.languageOf(shop).orElse(Language.EN);
    }
}
