package dev.daogou.assistant.shop;

import dev.daogou.knowledge.Language;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A shop and its settings.
 *
 * @param id its id
 * @param name its name as shoppers know it
 * @param language the language it publishes in
 * @param currency what it sells in
 * @param timeZone where its clock hangs
 * @param greeting how it says hello; null takes the assistant's own greeting
 * @param deskHours when people sit at the desk, by the shop's clock; null means always
 */
public record Shop(
        ShopId id,
        String name,
        Language language,
        Currency currency,
        ZoneId timeZone,
        @Nullable String greeting,
        @Nullable DeskHours deskHours) {

    /** When people sit at the desk, by the shop's clock. */
    public record DeskHours(LocalTime open, LocalTime close) {}
}
