package dev.daogou.assistant.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of money.
 *
 * @param amountMinor in the currency's minor unit: 19900 is 199.00 CNY
 * @param currency the currency; written as its ISO 4217 code
 */
public record Money(long amountMinor, Currency currency) implements Comparable<Money> {

    /**
     * Reads an amount in major units, e.g. {@code 199.00}.
     *
     * @throws ArithmeticException when it has more decimals than the currency
     */
    public static Money ofMajor(BigDecimal major, Currency currency) {
        return new Money(
                major.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .longValueExact(),
                currency);
    }

    /** The amount in major units, e.g. {@code 199.00}. */
    public BigDecimal major() {
        return BigDecimal.valueOf(amountMinor, currency.getDefaultFractionDigits());
    }

    /** The same currency, this many minor units. */
    public Money withMinor(long minor) {
        return new Money(minor, currency);
    }

    @Override
    public int compareTo(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot compare " + currency + " with " + other.currency);
        }
        return Long.compare(amountMinor, other.amountMinor);
    }
}
