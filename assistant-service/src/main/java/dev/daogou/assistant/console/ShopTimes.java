package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads when something holds: an instant, a time by the shop's clock, or a day of its calendar. */
final class ShopTimes {

    private ShopTimes() {}

    /** A day begins at its midnight. */
    static @Nullable Instant beginning(String field, @Nullable String given, Shop shop) {
        return instant(field, given, shop, 0);
    }

    /** A last day counts whole. */
    static @Nullable Instant end(String field, @Nullable String given, Shop shop) {
        return instant(field, given, shop, 1);
    }

    private static @Nullable Instant instant(String field, @Nullable String given, Shop shop, int daysLater) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip();
        try {
            if (text.length() == "2026-01-01".length()) {
                return LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(shop.timeZone())
                        .toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(shop.timeZone()).toInstant();
        } catch (DateTimeException unknown) {
            String reason = "A time is written as 2026-11-11T00:00:00Z or as a day, 2026-11-11";
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "field_invalid", reason, List.of(new Mistake(field, null, reason)));
        }
    }
}
