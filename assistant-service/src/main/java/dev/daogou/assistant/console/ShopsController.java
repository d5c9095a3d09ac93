package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffMember;
import dev.daogou.knowledge.Language;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens shops and tells which there are. */
@RestController
class ShopsController {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_GREETING = 1_000;

    private final Shops shops;

    ShopsController(Shops shops) {
        this.shops = shops;
    }

    record ShopWanted(
            @Nullable String id,
            @Nullable String name,
            @Nullable String language,
            @Nullable String currency,
            @Nullable String timeZone,
            @Nullable String greeting,
            @Nullable DeskHoursView deskHours) {}

    record DeskHoursView(@Nullable String open, @Nullable String close) {}

    /** A shop; {@code identitySecret} is told to who opens it. */
    record ShopView(
            String id,
            String name,
            String language,
            String currency,
            String timeZone,
            @Nullable String greeting,
            @Nullable DeskHoursView deskHours,
            @Nullable String identitySecret) {

        static ShopView of(Shop shop, @Nullable String identitySecret) {
            Shop.DeskHours hours = shop.deskHours();
            return new ShopView(
                    shop.id().value(),
                    shop.name(),
                    shop.language().code(),
                    shop.currency().getCurrencyCode(),
                    shop.timeZone().getId(),
                    shop.greeting(),
                    hours == null
                            ? null
                            : new DeskHoursView(
                                    hours.open().toString(), hours.close().toString()),
                    identitySecret);
        }
    }

    record IdentitySecret(String identitySecret) {}

    @PostMapping("/api/v1/shops")
    ResponseEntity<ShopView> open(@RequestBody ShopWanted wanted) {
        Shop shop = shops.open(checked(wanted));
        return ResponseEntity.created(URI.create("/api/v1/shops/" + shop.id())).body(ShopView.of(shop, secret(shop)));
    }

    @GetMapping("/api/v1/shops")
    Listed<ShopView> all(StaffMember caller) {
        return Listed.whole(shops.all().stream()
                .filter(shop -> caller.worksFor(shop.id()))
                .map(shop -> ShopView.of(shop, null))
                .toList());
    }

    @GetMapping("/api/v1/shops/{shop}")
    ShopView one(Shop shop) {
        return ShopView.of(shop, null);
    }

    /** The secret the shop's own server signs identity tokens with; the owner's alone. */
    @GetMapping("/api/v1/shops/{shop}/identity-secret")
    IdentitySecret identitySecret(Shop shop, StaffMember caller) {
        if (!caller.owner()) {
            throw new AccessDeniedException("The identity secret is for the owner");
        }
        return new IdentitySecret(secret(shop));
    }

    private String secret(Shop shop) {
        return new String(shops.identitySecret(shop.id()), StandardCharsets.UTF_8);
    }

    private static Shop checked(ShopWanted wanted) {
        List<Mistake> mistakes = new ArrayList<>();
        ShopId id = read("id", wanted.id(), ShopId::new, mistakes);
        String name = read("name", wanted.name(), given -> within(given, LONGEST_NAME), mistakes);
        Language language = read("language", wanted.language(), Language::of, mistakes);
        Currency currency = read("currency", wanted.currency(), ShopsController::currency, mistakes);
        ZoneId timeZone = wanted.timeZone() == null
                ? ZoneId.of(language == Language.ZH ? "Asia/Shanghai" : "UTC")
                : read("timeZone", wanted.timeZone(), ShopsController::timeZone, mistakes);
        String greeting = wanted.greeting() == null
                ? null
                : read("greeting", wanted.greeting(), given -> within(given, LONGEST_GREETING), mistakes);
        Shop.DeskHours deskHours = wanted.deskHours() == null ? null : deskHours(wanted.deskHours(), mistakes);
        if (id == null
                || name == null
                || language == null
                || currency == null
                || timeZone == null
                || !mistakes.isEmpty()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid_request",
                    "The shop cannot be opened like this; see errors",
                    mistakes);
        }
        return new Shop(id, name, language, currency, timeZone, greeting, deskHours);
    }

    private static <T> @Nullable T read(
            String field, @Nullable String given, Function<String, T> reading, List<Mistake> mistakes) {
        if (given == null || given.isBlank()) {
            mistakes.add(new Mistake(field, null, "This field is needed"));
            return null;
        }
        try {
            return reading.apply(given.strip());
        } catch (IllegalArgumentException wrong) {
            mistakes.add(new Mistake(field, null, String.valueOf(wrong.getMessage())));
            return null;
        }
    }

    private static Shop.@Nullable DeskHours deskHours(DeskHoursView wanted, List<Mistake> mistakes) {
        LocalTime open = read("deskHours.open", wanted.open(), ShopsController::time, mistakes);
        LocalTime close = read("deskHours.close", wanted.close(), ShopsController::time, mistakes);
        return open == null || close == null ? null : new Shop.DeskHours(open, close);
    }

    private static String within(String given, int longest) {
        if (given.length() > longest) {
            throw new IllegalArgumentException("At most " + longest + " characters");
        }
        return given;
    }

    private static Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            // said below
        }
        throw new IllegalArgumentException("'" + code + "' is not a currency; use an ISO 4217 code such as CNY");
    }

    private static ZoneId timeZone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("'" + id + "' is not a time zone; use a name such as Asia/Shanghai");
        }
    }

    private static LocalTime time(String given) {
        try {
            return LocalTime.parse(given);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("'" + given + "' is not a time of day; use 09:00");
        }
    }
}
