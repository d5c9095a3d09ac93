package dev.daogou.assistant.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

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

    /** The amount as a reader expects it, without empty decimals: {@code ¥199}, {@code ¥199.50}, {@code £45}. */
    public String text() {
        BigDecimal major = major();
        boolean whole = major.stripTrailingZeros().scale() <= 0;
        String figure = whole ? major.setScale(0, RoundingMode.UNNECESSARY).toPlainString() : major.toPlainString();
        // The yuan sign alone, as shops in China write it; the locale data of the JDK would say "CN¥".
        String symbol = currency.getCurrencyCode().equals("CNY") ? "¥" : currency.getSymbol(Locale.US);
        return Character.isLetter(symbol.codePointBefore(symbol.length())) ? symbol + " " + figure : symbol + figure;
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
