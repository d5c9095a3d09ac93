package dev.daogou.ingest.reasons;

import dev.daogou.knowledge.Language;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In which language a shop's merchants are spoken to. */
public class ShopLanguages {

    private final JdbcClient jdbc;

    public ShopLanguages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The shop's language; English for a shop that is not open. */
    public Language of(String shop) {
        return ofOpenShop(shop).orElse(Language.EN);
    }

    /** The shop's language, when the shop is open. */
    public Optional<Language> ofOpenShop(String shop) {
        return jdbc.sql("SELECT language FROM knowledge_shops WHERE shop_id = :shop")
                .param("shop", shop)
                .query(String.class)
                .optional()
                .map(Language::of);
    }
}
