package dev.daogou.assistant.promotions;

import dev.daogou.knowledge.Language;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads when a coupon starts and ends, and writes it for shoppers. RFC 3339 says the moment itself; a date, with or without
 * a time, is meant by the shop's clock. A coupon that ends on a date holds that whole day.
 */
final class CouponTimes {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[[' ']['T']HH:mm[:ss]]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern("uuuu年M月d日 HH:mm", Locale.CHINESE);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final Duration LAST_SECOND = Duration.ofSeconds(1);

    /** One of the two ways to read a date. */
    interface Reading {
        Optional<Instant> read(String text, ZoneId zone);
    }

    private CouponTimes() {}

    /** The moment; a date is its first moment. Empty when it is no time. */
    static Optional<Instant> startOf(String text, ZoneId zone) {
        return read(text, zone, date -> date.atStartOfDay(zone).toInstant());
    }

    /** The moment; a date is its last second. Empty when it is no time. */
    static Optional<Instant> endOf(String text, ZoneId zone) {
        return read(
                text,
                zone,
                date -> date.plusDays(1).atStartOfDay(zone).toInstant().minus(LAST_SECOND));
    }

    private interface OfDate {
        Instant moment(LocalDate date);
    }

    private static Optional<Instant> read(String text, ZoneId zone, OfDate ofDate) {
        try {
            // The database keeps microseconds.
            return Optional.of(OffsetDateTime.parse(text.replaceFirst("(?<=\\d) (?=\\d\\d:)", "T"))
                    .toInstant()
                    .truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException noOffset) {
            try {
                TemporalAccessor local = LOCAL.parse(text);
                return Optional.of(
                        local.isSupported(ChronoField.HOUR_OF_DAY)
                                ? LocalDateTime.from(local).atZone(zone).toInstant()
                                : ofDate.moment(LocalDate.from(local)));
            } catch (DateTimeException noTime) {
                return Optional.empty();
            }
        }
    }

    /** For shoppers, by the shop's clock, to the minute: {@code 2030年12月31日 23:59}. */
    static String text(Instant moment, ZoneId zone, Language language) {
        ZonedDateTime local = moment.atZone(zone);
        return (language == Language.ZH ? CHINESE : ENGLISH).format(local);
    }
}
