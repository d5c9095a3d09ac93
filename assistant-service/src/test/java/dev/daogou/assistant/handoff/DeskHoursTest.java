package dev.daogou.assistant.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest(name = "open {0} to {1}, at {2}: back {3}")
    @CsvSource(
            nullValues = "there",
            value = {
                "09:00, 18:00, 12:00, there, there",
                "09:00, 18:00, 09:00, there, there",
                "09:00, 18:00, 17:59, there, there",
                "09:00, 18:00, 18:00, 明天 09:00, tomorrow at 09:00",
                "09:00, 18:00, 23:30, 明天 09:00, tomorrow at 09:00",
                "09:00, 18:00, 08:59, 今天 09:00, today at 09:00",
                "20:00, 02:00, 23:00, there, there",
                "20:00, 02:00, 01:30, there, there",
                "20:00, 02:00, 02:00, 今天 20:00, today at 20:00",
                "00:00, 00:00, 05:00, there, there"
            })
    void people_are_back_when_the_desk_opens_next_by_the_shops_clock(
            String open, String close, String now, @Nullable String chinese, @Nullable String english) {
        Shop shop = shop(new Shop.DeskHours(LocalTime.parse(open), LocalTime.parse(close)));
        DeskHours hours = new DeskHours(new HandoffSentences(), at(now));

        assertThat(hours.backAtInWords(shop, Language.ZH).orElse(null)).isEqualTo(chinese);
        assertThat(hours.backAtInWords(shop, Language.EN).orElse(null)).isEqualTo(english);
    }

    @Test
    void without_hours_somebody_is_always_there() {
        assertThat(new DeskHours(new HandoffSentences(), at("03:00")).backAt(shop(null)))
                .isEmpty();
    }

    private static Clock at(String time) {
        return Clock.fixed(
                ZonedDateTime.of(LocalDate.of(2026, 3, 14), LocalTime.parse(time), SHANGHAI)
                        .toInstant(),
                ZoneId.of("UTC"));
    }

    private static Shop shop(Shop.@Nullable DeskHours hours) {
        return new Shop(new ShopId("teahouse"), "茶舍", Language.ZH, Currency.getInstance("CNY"), SHANGHAI, null, hours);
    }
}
