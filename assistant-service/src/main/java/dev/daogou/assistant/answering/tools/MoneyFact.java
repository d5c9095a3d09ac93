package dev.daogou.assistant.answering.tools;

import dev.daogou.assistant.shop.Money;
import java.util.Map;

/** How an amount of money stands in a tool's facts and on a card. */
public final class MoneyFact {

    private MoneyFact() {}

    /** For {@link ToolResult#facts}: {@code {"amount":"199.00","currency":"CNY","text":"¥199"}}. */
    public static Map<String, Object> of(Money money) {
        return Map.of(
                "amount", money.major().toPlainString(),
                "currency", money.currency().getCurrencyCode(),
                "text", money.text());
    }

    /** For {@link ToolResult#cards}: {@code {"amountMinor":19900,"currency":"CNY"}}. */
    public static Map<String, Object> onCard(Money money) {
        return Map.of(
                "amountMinor", money.amountMinor(),
                "currency", money.currency().getCurrencyCode());
    }
}
