package dev.daogou.assistant.shop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The shops in the table {@code shop}. */
@Repository
class StoredShops implements Shops {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Only shops that exist, so a shop opened by another process is seen at once. */
    private final Cache<ShopId, Shop> known = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    StoredShops(JdbcClient jdbc, TransactionTemplate transaction, KnowledgeBase knowledge, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    @Override
    public Shop shop(ShopId id) {
        Shop cached = known.getIfPresent(id);
        if (cached != null) {
            return cached;
        }
        Shop found = jdbc.sql("""
                        SELECT id, name, language, currency, time_zone, greeting, desk_open, desk_close
                        FROM shop
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .query(StoredShops::read)
                .optional()
                .orElseThrow(() -> new ShopUnknown(id.value()));
        known.put(id, found);
        return found;
    }

    @Override
    public List<Shop> all() {
        return jdbc.sql("""
                        SELECT id, name, language, currency, time_zone, greeting, desk_open, desk_close
                        FROM shop
                        ORDER BY created_at, id
                        """).query(StoredShops::read).list();
    }

    @Override
    public Shop open(Shop shop) {
        // The place in the knowledge base comes last: when it fails, the row goes away with it.
        transaction.executeWithoutResult(status -> {
            int inserted = jdbc.sql("""
                            INSERT INTO shop (id, name, language, currency, time_zone, greeting, desk_open, desk_close,
                                              identity_secret, created_at)
                            VALUES (:id, :name, :language, :currency, :timeZone, :greeting, :deskOpen, :deskClose,
                                    :identitySecret, :createdAt)
                            ON CONFLICT (id) DO NOTHING
                            """)
                    .param("id", shop.id().value())
                    .param("name", shop.name())
                    .param("language", shop.language().code())
                    .param("currency", shop.currency().getCurrencyCode())
                    .param("timeZone", shop.timeZone().getId())
                    .param("greeting", shop.greeting())
                    .param(
                            "deskOpen",
                            shop.deskHours() == null ? null : shop.deskHours().open())
                    .param(
                            "deskClose",
                            shop.deskHours() == null ? null : shop.deskHours().close())
                    .param("identitySecret", newSecret())
                    .param("createdAt", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (inserted == 0) {
                throw new ShopExists(shop.id());
            }
            knowledge.openShop(shop.id().value(), shop.language());
        });
        return shop;
    }

    @Override
    public byte[] identitySecret(ShopId id) {
        return jdbc.sql("SELECT identity_secret FROM shop WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new ShopUnknown(id.value()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String newSecret() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static Shop read(ResultSet row, int number) throws SQLException {
        return new Shop(
                new ShopId(row.getString("id")),
                row.getString("name"),
                Language.of(row.getString("language")),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("time_zone")),
                row.getString("greeting"),
                deskHours(row.getObject("desk_open", LocalTime.class), row.getObject("desk_close", LocalTime.class)));
    }

    private static Shop.@Nullable DeskHours deskHours(@Nullable LocalTime open, @Nullable LocalTime close) {
        return open == null || close == null ? null : new Shop.DeskHours(open, close);
    }
}
