package dev.daogou.knowledge.lexical;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which names are words of which shop. They are read once an edition, and an edition never changes: whoever adds or takes
 * away a name gives the shop's row another.
 */
final class NamesOfShops {

    /** A shop's most given names; of more nobody knows which would help. */
    private static final int MOST_OF_A_SHOP = 20_000;

    /** About 20 MB. */
    private static final long REMEMBERED = 200_000;

    private final JdbcClient jdbc;
    private final Cache<UUID, ShopNames> editions = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((UUID edition, ShopNames names) -> names.size() + 10)
            .build();

    NamesOfShops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ShopNames of(String shop, @Nullable UUID edition) {
        return edition == null
                ? ShopNames.NONE
                : Objects.requireNonNull(editions.get(
                        edition,
                        unknown -> ShopNames.of(jdbc.sql("""
                        select name from shop_names where shop_id = :shop
                        order by sources desc, name
                        limit :most
                        """)
                                .param("shop", shop)
                                .param("most", MOST_OF_A_SHOP)
                                .query(String.class)
                                .list())));
    }

    /** So many sources more (or fewer) give each of these names, in a locked shop. */
    void change(String shop, Map<String, Integer> difference) {
        Map<String, Integer> changed = new TreeMap<>(difference);
        changed.values().removeIf(more -> more == 0);
        if (changed.isEmpty()) {
            return;
        }
        boolean came = jdbc.sql("""
                insert into shop_names as known (shop_id, name, sources)
                select :shop, name, more from unnest(cast(:names as text[]), cast(:more as int[])) as row (name, more)
                on conflict (shop_id, name) do update set sources = known.sources + excluded.sources
                returning name, sources
                """)
                .param("shop", shop)
                .param("names", changed.keySet().toArray(String[]::new))
                .param("more", changed.values().toArray(Integer[]::new))
                .query((row, number) -> Objects.equals(changed.get(row.getString("name")), row.getInt("sources")))
                .list()
                .contains(true);
        int gone = jdbc.sql("""
                delete from shop_names
                where shop_id = :shop and name = any (cast(:names as text[])) and sources <= 0
                """)
                .param("shop", shop)
                .param("names", changed.keySet().toArray(String[]::new))
                .update();
        if (came || gone > 0) {
            jdbc.sql("update knowledge_shops set names = gen_random_uuid() where shop_id = :shop")
                    .param("shop", shop)
                    .update();
        }
    }
}
