package dev.daogou.assistant.promotions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/**
 * What is left of a basket while coupons are applied one after another. Lines that are in the scope of the same coupons
 * are kept as one part: a discount is spread over lines by value, so they shrink together. The parts are exact fractions of
 * the minor unit over one denominator; only the discounts themselves are rounded, so that neither the order of the lines
 * nor a line written as two changes anything.
 */
final class BasketLeft {

    private final BigInteger[] parts;
    private final BigInteger denominator;
    private final long totalMinor;

    private BasketLeft(BigInteger[] parts, BigInteger denominator, long totalMinor) {
        this.parts = parts;
        this.denominator = denominator;
        this.totalMinor = totalMinor;
    }

    /** A basket nothing was taken off yet; its parts in minor units. */
    static BasketLeft whole(long[] partsMinor) {
        return new BasketLeft(
                Arrays.stream(partsMinor).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new),
                BigInteger.ONE,
                Arrays.stream(partsMinor).reduce(0, Math::addExact));
    }

    /** What is left to pay, in minor units. */
    long totalMinor() {
        return totalMinor;
    }

    /** The parts as doubles, in minor units. */
    double[] approximately() {
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = denominator.equals(BigInteger.ONE)
                    ? parts[i].doubleValue()
                    : new BigDecimal(parts[i])
                            .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                            .doubleValue();
        }
        return values;
    }

    /** What this coupon takes off now, in minor units. */
    long discountOf(Deduction deduction) {
        return discount(deduction, inScope(deduction));
    }

    private BigInteger inScope(Deduction deduction) {
        BigInteger sum = BigInteger.ZERO;
        for (int part : deduction.parts()) {
            sum = sum.add(parts[part]);
        }
        return sum;
    }

    private long discount(Deduction deduction, BigInteger inScope) {
        if (inScope.signum() == 0) {
            return 0;
        }
        BigInteger numerator;
        BigInteger below;
        if (deduction.percentDenominator() == 0) {
            numerator = inScope;
            below = denominator;
        } else {
            numerator = inScope.multiply(BigInteger.valueOf(deduction.percentNumerator()));
            below = denominator.multiply(BigInteger.valueOf(deduction.percentDenominator()));
        }
        BigInteger rounded = BigInteger.TWO.multiply(numerator).add(below).divide(BigInteger.TWO.multiply(below));
        // Half a unit rounded up in a part must not take a unit the basket does not have.
        return rounded.min(BigInteger.valueOf(Math.min(deduction.atMostMinor(), totalMinor)))
                .longValueExact();
    }

    /** What is left once this coupon is applied. */
    BasketLeft after(Deduction deduction) {
        BigInteger inScope = inScope(deduction);
        long discount = discount(deduction, inScope);
        if (discount == 0) {
            return this;
        }
        BigInteger taken = BigInteger.valueOf(discount).multiply(denominator);
        BigInteger[] left = parts.clone();
        if (taken.compareTo(inScope) >= 0) {
            for (int part : deduction.parts()) {
                left[part] = BigInteger.ZERO;
            }
            return reduced(left, denominator, totalMinor - discount);
        }
        BigInteger common = inScope.gcd(taken);
        BigInteger keeps = inScope.subtract(taken).divide(common);
        BigInteger of = inScope.divide(common);
        for (int i = 0; i < left.length; i++) {
            left[i] = left[i].multiply(deduction.covers(i) ? keeps : of);
        }
        return reduced(left, denominator.multiply(of), totalMinor - discount);
    }

    private static BasketLeft reduced(BigInteger[] parts, BigInteger denominator, long totalMinor) {
        BigInteger common = denominator;
        for (int i = 0; i < parts.length && !common.equals(BigInteger.ONE); i++) {
            common = common.gcd(parts[i]);
        }
        if (!common.equals(BigInteger.ONE)) {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = parts[i].divide(common);
            }
        }
        return new BasketLeft(parts, denominator.divide(common), totalMinor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BasketLeft left
                && totalMinor == left.totalMinor
                && denominator.equals(left.denominator)
                && Arrays.equals(parts, left.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parts) * 31 + denominator.hashCode();
    }
}
