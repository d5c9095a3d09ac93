package dev.daogou.assistant.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferSearchTest {

    private static final List<String> CATEGORIES = List.of("a", "a/b", "a/c", "d");

    @Test
    void ten_percent_off_is_ten_percent_off() {
        Offer best = best(List.of(coupon("P").percent("10").build()), List.of(line("x", "a", 19_990, 1)));
        assertThat(best.totalMinor()).isEqualTo(17_991);
    }

    @Test
    void half_a_minor_unit_is_rounded_up() {
        Offer best = best(List.of(coupon("P").percent("10").build()), List.of(line("x", "a", 5, 1)));
        assertThat(best.discountMinor()).isEqualTo(1);
    }

    @Test
    void the_least_spend_is_judged_before_any_discount() {
        // 300 in all; the first coupon leaves 250, still the second from 300 applies.
        Offer best = best(
                List.of(
                        coupon("FIRST").amount("50").priority(1).build(),
                        coupon("SECOND")
                                .amount("30")
                                .priority(2)
                                .minSpend(300_00)
                                .build()),
                List.of(line("x", "a", 300_00, 1)));
        assertThat(best.totalMinor()).isEqualTo(220_00);
    }

    @Test
    void the_least_spend_counts_lines_in_scope_only() {
        Offer best = best(
                List.of(coupon("C")
                        .amount("50")
                        .minSpend(300_00)
                        .scope("category:a")
                        .build()),
                List.of(line("x", "a/b", 200_00, 1), line("y", "d", 200_00, 1)));
        assertThat(best.applied()).isEmpty();
    }

    @Test
    void a_category_holds_for_everything_under_it_and_for_nothing_that_only_starts_alike() {
        Coupon coupon = coupon("C").amount("50").scope("category:a").build();
        assertThat(best(List.of(coupon), List.of(line("x", "a/b", 200_00, 1))).discountMinor())
                .isEqualTo(50_00);
        assertThat(best(List.of(coupon), List.of(line("x", "ab", 200_00, 1))).discountMinor())
                .isZero();
    }

    @Test
    void coupons_apply_in_order_of_priority_each_on_what_is_left() {
        // 10 % of 200 is 20, then 50 off: 130. The other way round 50 off, then 10 % of 150: 135.
        List<BasketLine> basket = List.of(line("x", "a", 200_00, 1));
        assertThat(best(
                                List.of(
                                        coupon("P").percent("10").priority(1).build(),
                                        coupon("A").amount("50").priority(2).build()),
                                basket)
                        .totalMinor())
                .isEqualTo(130_00);
        assertThat(best(
                                List.of(
                                        coupon("P").percent("10").priority(2).build(),
                                        coupon("A").amount("50").priority(1).build()),
                                basket)
                        .totalMinor())
                .isEqualTo(135_00);
    }

    @Test
    void a_discount_on_the_whole_basket_is_spread_by_value_before_a_narrower_one() {
        // 40 off 400 leaves 270 of the 300 in the category; 10 % of that is 27.
        Offer best = best(
                List.of(
                        coupon("ALL").amount("40").priority(1).build(),
                        coupon("CAT")
                                .percent("10")
                                .priority(2)
                                .scope("category:a")
                                .build()),
                List.of(line("x", "a", 300_00, 1), line("y", "d", 100_00, 1)));
        assertThat(best.applied()).extracting(Offer.Applied::savesMinor).containsExactly(40_00L, 27_00L);
        assertThat(best.totalMinor()).isEqualTo(333_00);
    }

    @Test
    void of_a_stack_group_only_one_is_used() {
        Offer best = best(
                List.of(
                        coupon("SMALL").amount("30").group("g").build(),
                        coupon("LARGE").amount("80").group("g").build()),
                List.of(line("x", "a", 900_00, 1)));
        assertThat(best.codes()).containsExactly("LARGE");
    }

    @Test
    void nothing_goes_below_zero() {
        Offer best = best(List.of(coupon("A").amount("500").build()), List.of(line("x", "a", 30_00, 1)));
        assertThat(best.totalMinor()).isZero();
        assertThat(best.discountMinor()).isEqualTo(30_00);
    }

    @Test
    void a_percentage_is_capped() {
        Offer best = best(List.of(coupon("P").percent("15").cap(120_00).build()), List.of(line("x", "a", 5000_00, 1)));
        assertThat(best.discountMinor()).isEqualTo(120_00);
    }

    @Test
    void of_equal_totals_fewer_coupons_win_and_then_the_codes_that_come_first() {
        List<BasketLine> basket = List.of(line("x", "a", 50_00, 1));
        assertThat(best(
                                List.of(
                                        coupon("A").amount("25").priority(1).build(),
                                        coupon("B").amount("25").priority(2).build(),
                                        coupon("Z").amount("50").priority(3).build()),
                                basket)
                        .codes())
                .containsExactly("Z");
        assertThat(best(
                                List.of(
                                        coupon("C").amount("50").priority(1).build(),
                                        coupon("B").amount("50").priority(2).build()),
                                basket)
                        .codes())
                .containsExactly("B");
    }

    @Test
    void a_line_written_as_two_changes_nothing() {
        List<Coupon> coupons = List.of(
                coupon("ALL").amount("7.77").priority(1).build(),
                coupon("CAT").percent("33").priority(2).scope("category:a").build(),
                coupon("PRO").percent("17").priority(3).scope("product:y").build());
        Offer whole = best(coupons, List.of(line("x", "a", 33_33, 4), line("y", "d", 12_34, 2)));
        Offer split = best(
                coupons,
                List.of(
                        line("y", "d", 12_34, 1),
                        line("x", "a", 33_33, 3),
                        line("y", "d", 12_34, 1),
                        line("x", "a", 33_33, 1)));
        assertThat(split).isEqualTo(whole);
    }

    @Test
    void the_runner_up_is_the_best_that_does_without_a_coupon_of_the_best() {
        List<Coupon> coupons = List.of(
                coupon("A").amount("80").group("g").build(),
                coupon("B").amount("75").group("g").build(),
                coupon("C").amount("20").build());
        OfferSearch search = OfferSearch.of(coupons, List.of(line("x", "a", 500_00, 1)), 2);
        Offer best = search.best();
        assertThat(best.codes()).containsExactly("A", "C");
        assertThat(search.runnerUp(best).orElseThrow().codes()).containsExactly("B", "C");
    }

    @Test
    void where_nothing_else_could_be_used_there_is_no_runner_up() {
        OfferSearch search =
                OfferSearch.of(List.of(coupon("A").amount("80").build()), List.of(line("x", "a", 500_00, 1)), 2);
        assertThat(search.runnerUp(search.best())).isEmpty();
    }

    @Test
    void it_finds_what_trying_every_set_finds() {
        long seed = System.nanoTime();
        System.out.println("OfferSearchTest: random baskets with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            List<BasketLine> lines = randomBasket(random);
            List<Coupon> coupons = randomCoupons(random, 1 + random.nextInt(8));
            OfferSearch search = OfferSearch.of(coupons, lines, 2);
            Offer best = search.best();
            List<Offer> all = everySet(coupons, lines);
            assertThat(best)
                    .as("seed %d, basket %d: %s of %s", seed, i, lines, coupons)
                    .isEqualTo(all.getFirst());
            Offer runnerUp = all.stream()
                    .filter(offer -> best.applied().stream().anyMatch(one -> !offer.uses(one.coupon())))
                    .findFirst()
                    .filter(offer -> !offer.applied().isEmpty())
                    .orElse(null);
            assertThat(search.runnerUp(best).orElse(null))
                    .as("seed %d, runner-up of basket %d: %s of %s", seed, i, lines, coupons)
                    .isEqualTo(runnerUp);
        }
    }

    @Test
    void thirty_coupons_that_apply_are_fast() {
        Random random = new Random(30);
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            List<BasketLine> lines = new ArrayList<>();
            for (int product = 0; product < 4; product++) {
                lines.add(line("p" + product, CATEGORIES.get(product), 20_00 + random.nextInt(900_00), 1));
            }
            List<Coupon> coupons = new ArrayList<>();
            for (int c = 0; c < 30; c++) {
                CouponBuilder coupon = coupon("C" + c).priority(random.nextInt(5));
                if (random.nextBoolean()) {
                    coupon.percent(String.valueOf(1 + random.nextInt(15))).cap(5_00 + random.nextInt(100_00));
                } else {
                    coupon.amount(String.valueOf(1 + random.nextInt(40)));
                }
                if (i % 2 == 0 && random.nextInt(3) > 0) {
                    coupon.group("g" + random.nextInt(6));
                }
                coupons.add(coupon.scope(randomScope(random)).build());
            }
            long start = System.nanoTime();
            OfferSearch search = OfferSearch.of(coupons, lines, 2);
            Offer best = search.best();
            search.runnerUp(best);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        System.out.println("OfferSearchTest: slowest of 40 baskets with 30 coupons each, with runner-up: "
                + slowest.toMillis() + " ms");
        assertThat(slowest).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void thirty_equal_coupons_of_which_ten_suffice_are_fast() {
        long start = System.nanoTime();
        List<Coupon> coupons = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            coupons.add(coupon("C" + i).amount("10").priority(40 - i).build());
        }
        Offer best = best(coupons, List.of(line("x", "a", 100_00, 1)));
        assertThat(best.codes()).containsExactly("C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C19");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    private static Offer best(List<Coupon> coupons, List<BasketLine> lines) {
        return OfferSearch.of(coupons, lines, 2).best();
    }

    /** Every valid set, straight from the contract's words, the best first. */
    private static List<Offer> everySet(List<Coupon> coupons, List<BasketLine> lines) {
        List<Coupon> inOrder = coupons.stream()
                .sorted(Comparator.comparingInt(Coupon::priority).thenComparing(Coupon::code))
                .toList();
        List<Offer> offers = new ArrayList<>();
        for (int set = 0; set < 1 << inOrder.size(); set++) {
            List<Coupon> chosen = new ArrayList<>();
            for (int i = 0; i < inOrder.size(); i++) {
                if ((set >> i & 1) == 1) {
                    chosen.add(inOrder.get(i));
                }
            }
            if (isValid(chosen, lines)) {
                offers.add(applied(chosen, lines));
            }
        }
        offers.removeIf(offer -> offer.applied().stream().anyMatch(one -> one.savesMinor() == 0));
        offers.sort(Comparator.naturalOrder());
        return offers;
    }

    private static boolean isValid(List<Coupon> chosen, List<BasketLine> lines) {
        Set<String> groups = new HashSet<>();
        for (Coupon coupon : chosen) {
            if (coupon.stackGroup() != null && !groups.add(coupon.stackGroup())) {
                return false;
            }
            long spent = lines.stream()
                    .filter(line -> isInScope(coupon, line))
                    .mapToLong(line -> line.unitPriceMinor() * line.quantity())
                    .sum();
            if (spent < coupon.minSpendMinor()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInScope(Coupon coupon, BasketLine line) {
        String scope = coupon.scope().text();
        return scope.equals("all")
                || scope.equals("product:" + line.productId())
                || (scope.startsWith("category:")
                        && (line.category() + "/").startsWith(scope.substring("category:".length()) + "/"));
    }

    /** Decimals of 60 digits stand for exact fractions. */
    private static Offer applied(List<Coupon> chosen, List<BasketLine> lines) {
        MathContext digits = new MathContext(60);
        List<BigDecimal> left = new ArrayList<>();
        lines.forEach(line -> left.add(BigDecimal.valueOf(line.unitPriceMinor() * line.quantity())));
        long subtotal = lines.stream()
                .mapToLong(line -> line.unitPriceMinor() * line.quantity())
                .sum();
        long total = subtotal;
        List<Offer.Applied> applied = new ArrayList<>();
        for (Coupon coupon : chosen) {
            BigDecimal inScope = BigDecimal.ZERO;
            for (int i = 0; i < lines.size(); i++) {
                if (isInScope(coupon, lines.get(i))) {
                    inScope = inScope.add(left.get(i));
                }
            }
            BigDecimal wanted = coupon.kind() == CouponKind.PERCENT_OFF
                    ? inScope.multiply(coupon.value()).movePointLeft(2)
                    : inScope.min(coupon.value().movePointRight(2));
            if (coupon.maxDiscountMinor() != null) {
                wanted = wanted.min(BigDecimal.valueOf(coupon.maxDiscountMinor()));
            }
            // The last digits of a division that did not end must not tip a half.
            long discount = wanted.setScale(30, RoundingMode.HALF_UP)
                    .setScale(0, RoundingMode.HALF_UP)
                    .min(BigDecimal.valueOf(total))
                    .longValueExact();
            for (int i = 0; i < lines.size(); i++) {
                if (isInScope(coupon, lines.get(i)) && inScope.signum() > 0) {
                    BigDecimal share =
                            BigDecimal.valueOf(discount).multiply(left.get(i)).divide(inScope, digits);
                    left.set(i, left.get(i).subtract(share).max(BigDecimal.ZERO));
                }
            }
            total -= discount;
            applied.add(new Offer.Applied(coupon, discount));
        }
        return new Offer(subtotal, applied);
    }

    private static List<BasketLine> randomBasket(Random random) {
        List<BasketLine> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            int product = random.nextInt(4);
            long price = random.nextBoolean() ? random.nextInt(500_00) : random.nextInt(60);
            lines.add(line("p" + product, CATEGORIES.get(product), price, 1 + random.nextInt(3)));
        }
        return lines;
    }

    private static List<Coupon> randomCoupons(Random random, int count) {
        List<Coupon> coupons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CouponBuilder coupon = coupon("C" + (100 + (i * 37) % 400)).priority(random.nextInt(4));
            if (random.nextBoolean()) {
                coupon.percent(String.valueOf(
                        random.nextInt(8) == 0 ? 100 : new BigDecimal(random.nextInt(4000)).movePointLeft(2)));
            } else {
                coupon.amount(String.valueOf(new BigDecimal(random.nextInt(80_00)).movePointLeft(2)));
            }
            if (random.nextInt(3) == 0) {
                coupon.cap(1 + random.nextInt(60_00));
            }
            if (random.nextInt(2) == 0) {
                coupon.minSpend(random.nextInt(600_00));
            }
            if (random.nextBoolean()) {
                coupon.group("g" + random.nextInt(3));
            }
            coupons.add(coupon.scope(randomScope(random)).build());
        }
        return coupons;
    }

    private static String randomScope(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "product:p" + random.nextInt(4);
            case 1 -> "category:" + CATEGORIES.get(random.nextInt(4));
            default -> "all";
        };
    }

    private static BasketLine line(String productId, String category, long priceMinor, int quantity) {
        return new BasketLine(productId, productId, category, priceMinor, quantity);
    }

    private static CouponBuilder coupon(String code) {
        return new CouponBuilder(code);
    }
}
