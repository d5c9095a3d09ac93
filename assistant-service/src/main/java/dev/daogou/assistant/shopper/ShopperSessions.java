package dev.daogou.assistant.shopper;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.TokenHolders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets shoppers in and knows them again by their session token. A shopper the shop vouches for is the same person in every
 * session; a visitor is the same as long as their browser keeps its visitor id.
 */
@Service
public class ShopperSessions implements TokenHolders {

    /** How long a token is good. */
    static final Duration SESSION_LASTS = Duration.ofHours(24);

    /** How long an ended session is remembered, to say that it ended. */
    private static final Duration ENDED_KNOWN_FOR = Duration.ofDays(7);

    private static final int VISITOR_ID_SHORTEST = 8;
    private static final int VISITOR_ID_LONGEST = 128;
    private static final String TOKEN_STARTS = "dgs_";

    private final JdbcClient jdbc;
    private final Shops shops;
    private final IdentityTokens identities;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ShopperSessions(JdbcClient jdbc, Shops shops, IdentityTokens identities, Clock clock) {
        this.jdbc = jdbc;
        this.shops = shops;
        this.identities = identities;
        this.clock = clock;
    }

    /**
     * How a shopper comes in.
     *
     * @param locale the language of their page, a BCP 47 tag; null takes the shop's
     * @param visitorId what their browser keeps, 8 to 128 characters nobody else could guess
     * @param identity the shop's word for who they are, see {@link IdentityTokens}
     */
    public record Arrival(
            @Nullable String locale,
            @Nullable String visitorId,
            @Nullable String identity) {}

    /**
     * A session.
     *
     * @param token for {@code Authorization: Bearer}; told this once
     * @param verified whether the shop vouched for the shopper
     */
    public record Session(String token, ShopperId shopperId, boolean verified, Instant expiresAt) {}

    /**
     * Opens a session.
     *
     * @throws ShopUnknown when there is no such shop
     * @throws Problem {@code identity_invalid} (401) when the identity token does not hold, {@code field_invalid} (400) when
     *     the visitor id or the locale cannot be used
     */
    @Transactional
    public Session open(ShopId shopId, Arrival arrival) {
        Shop shop = shops.shop(shopId);
        Locale locale = locale(arrival.locale(), shop);
        OffsetDateTime now = now();
        ShopperId shopper;
        boolean verified = false;
        if (arrival.identity() != null) {
            shopper = known(shopId, identities.read(shopId, arrival.identity()), now);
            verified = true;
        } else if (arrival.visitorId() != null) {
            shopper = visitor(shopId, visitorId(arrival.visitorId()), now);
        } else {
            shopper = stranger(shopId, now);
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String token = TOKEN_STARTS
                + shopId.value()
                + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        OffsetDateTime expires = now.plus(SESSION_LASTS);
        jdbc.sql("""
                        INSERT INTO shopper_session (shop_id, token_hash, shopper_id, locale, created_at, expires_at)
                        VALUES (:shop, :hash, :shopper, :locale, :now, :expires)
                        """)
                .param("shop", shopId.value())
                .param("hash", hash(token))
                .param("shopper", shopper.value())
                .param("locale", locale.toLanguageTag())
                .param("now", now)
                .param("expires", expires)
                .update();
        jdbc.sql("DELETE FROM shopper_session WHERE shop_id = :shop AND expires_at < :longAgo")
                .param("shop", shopId.value())
                .param("longAgo", now.minus(ENDED_KNOWN_FOR))
                .update();
        return new Session(token, shopper, verified, expires.toInstant());
    }

    @Override
    public TokenAnswer holderOf(String token) {
        int shopEnds = token.indexOf('_', TOKEN_STARTS.length());
        if (!token.startsWith(TOKEN_STARTS) || shopEnds < 0) {
            return new TokenAnswer.Unknown();
        }
        // The shop stands in the token, so that the look-up stays within the shop's own rows.
        String shop = token.substring(TOKEN_STARTS.length(), shopEnds);
        return jdbc.sql("""
                        SELECT session.shopper_id, session.locale, session.expires_at, shopper.shopper_key, shopper.name
                        FROM shopper_session AS session
                        JOIN shopper ON shopper.shop_id = session.shop_id AND shopper.id = session.shopper_id
                        WHERE session.shop_id = :shop AND session.token_hash = :hash
                        """)
                .param("shop", shop)
                .param("hash", hash(token))
                .query((row, number) -> {
                    Instant expires =
                            row.getObject("expires_at", OffsetDateTime.class).toInstant();
                    if (!clock.instant().isBefore(expires)) {
                        return new TokenAnswer.Expired();
                    }
                    ShopperContext shopper = new ShopperContext(
                            shops.shop(new ShopId(shop)),
                            new ShopperId(row.getObject("shopper_id", UUID.class)),
                            row.getString("shopper_key"),
                            row.getString("name"),
                            Locale.forLanguageTag(row.getString("locale")));
                    return new TokenAnswer.Holder(shopper, Set.of("SHOPPER"));
                })
                .optional()
                .orElseGet(TokenAnswer.Unknown::new);
    }

    private ShopperId known(ShopId shop, IdentityTokens.Identity identity, OffsetDateTime now) {
        return new ShopperId(jdbc.sql("""
                        INSERT INTO shopper (shop_id, id, shopper_key, name, email, created_at, seen_at)
                        VALUES (:shop, :id, :key, :name, :email, :now, :now)
                        ON CONFLICT (shop_id, shopper_key) WHERE shopper_key IS NOT NULL
                        DO UPDATE SET name = coalesce(excluded.name, shopper.name),
                                      email = coalesce(excluded.email, shopper.email),
                                      seen_at = excluded.seen_at
                        RETURNING id
                        """)
                .param("shop", shop.value())
                .param("id", UUID.randomUUID())
                .param("key", identity.shopperKey())
                .param("name", identity.name())
                .param("email", identity.email())
                .param("now", now)
                .query(UUID.class)
                .single());
    }

    private ShopperId visitor(ShopId shop, String visitorId, OffsetDateTime now) {
        return new ShopperId(jdbc.sql("""
                        INSERT INTO shopper (shop_id, id, visitor_hash, created_at, seen_at)
                        VALUES (:shop, :id, :visitor, :now, :now)
                        ON CONFLICT (shop_id, visitor_hash) WHERE visitor_hash IS NOT NULL
                        DO UPDATE SET seen_at = excluded.seen_at
                        RETURNING id
                        """)
                .param("shop", shop.value())
                .param("id", UUID.randomUUID())
                .param("visitor", hash(visitorId))
                .param("now", now)
                .query(UUID.class)
                .single());
    }

    private ShopperId stranger(ShopId shop, OffsetDateTime now) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO shopper (shop_id, id, created_at, seen_at)
                        VALUES (:shop, :id, :now, :now)
                        """)
                .param("shop", shop.value())
                .param("id", id)
                .param("now", now)
                .update();
        return new ShopperId(id);
    }

    private static String visitorId(String given) {
        if (given.length() < VISITOR_ID_SHORTEST || given.length() > VISITOR_ID_LONGEST) {
            throw invalid("visitorId", "A visitor id has 8 to 128 characters that nobody could guess");
        }
        return given;
    }

    private static Locale locale(@Nullable String given, Shop shop) {
        if (given == null || given.isBlank()) {
            return Locale.of(shop.language().code());
        }
        Locale locale = Locale.forLanguageTag(given.strip().replace('_', '-'));
        if (locale.getLanguage().isEmpty() || given.length() > 35) {
            throw invalid("locale", "A locale is a language tag such as zh-CN or en");
        }
        return locale;
    }

    private static Problem invalid(String field, String reason) {
        return new Problem(HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
    }

    /** To the microsecond, as PostgreSQL keeps it. */
    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java has SHA-256", absent);
        }
    }
}
