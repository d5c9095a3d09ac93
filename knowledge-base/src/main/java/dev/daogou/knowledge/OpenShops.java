package dev.daogou.knowledge;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which shops are open in the {@link KnowledgeBase}, for whoever has to ask before handing something in. */
public final class OpenShops {

    private final JdbcClient jdbc;

    /** Over the application's database. */
    public OpenShops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The language the shop publishes in; nothing when it is not open. */
    public Optional<Language> languageOf(String shop) {
        return jdbc.sql("select language from knowledge_shops where shop_id = :shop")
                .param("shop", shop)
                .query(String.class)
                .optional()
                .map(Language::of);
    }
}
