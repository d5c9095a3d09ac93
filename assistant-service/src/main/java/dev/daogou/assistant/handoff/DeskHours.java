package dev.daogou.assistant.handoff;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When people sit at a shop's desk. */
@Component
class DeskHours {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private final HandoffSentences sentences;
    private final Clock clock;

    DeskHours(HandoffSentences sentences, Clock clock) {
        this.sentences = sentences;
        this.clock = clock;
    }

    /** When people are back, by the shop's clock; empty while they are there. Hours may go past midnight. */
    Optional<ZonedDateTime> backAt(Shop shop) {
        Shop.DeskHours hours = shop.deskHours();
        if (hours == null || hours.open().equals(hours.close())) {
            return Optional.empty();
        }
        ZonedDateTime now = ZonedDateTime.now(clock.withZone(shop.timeZone()));
        if (within(hours, now.toLocalTime())) {
            return Optional.empty();
        }
        ZonedDateTime today = now.with(hours.open());
        return Optional.of(today.isAfter(now) ? today : now.plusDays(1).with(hours.open()));
    }

    private static boolean within(Shop.DeskHours hours, LocalTime now) {
        boolean afterOpen = !now.isBefore(hours.open());
        boolean beforeClose = now.isBefore(hours.close());
        return hours.open().isBefore(hours.close()) ? afterOpen && beforeClose : afterOpen || beforeClose;
    }

    /** The same in words: "tomorrow at 09:00". */
    Optional<String> backAtInWords(Shop shop, Language language) {
        return backAt(shop).map(back -> {
            boolean today = back.toLocalDate()
                    .equals(ZonedDateTime.now(clock.withZone(shop.timeZone())).toLocalDate());
            return sentences.say(language, today ? "back.today" : "back.tomorrow", HOUR.format(back));
        });
    }
}
