package dev.daogou.assistant.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a shop's records teach, on wearers made up by a known rule. */
class FitModelTest {

    private static final Build SIXTY_TWO = MadeUpWearers.build(62);

    private static List<Tried> records(long seed) {
        MadeUpWearers wearers = new MadeUpWearers(seed);
        List<Tried> records = new ArrayList<>();
        for (int product = 0; product < 8; product++) {
            records.addAll(wearers.of("COAT-" + product, "women/coats", 0, 100));
            records.addAll(wearers.of("KNIT-" + product, "women/knits", 7, 100));
        }
        records.addAll(wearers.of("COAT-SMALL", "women/coats", 9, 100));
        records.addAll(wearers.of("COAT-RARE", "women/coats", 0, 3));
        return records;
    }

    private static FitProbabilities fit(
            FitModel model, String productId, String category, String size, Build build, @Nullable String shopper) {
        return Objects.requireNonNull(model.estimate(productId, category, MadeUpWearers.SIZES, build, shopper)
                .get(size));
    }

    @Test
    void probabilities_sum_to_one_for_every_size() {
        FitModel model = FitModel.learn(records(1));
        for (double weight = 40; weight <= 100; weight += 5) {
            Map<String, FitProbabilities> bySize =
                    model.estimate("COAT-1", "women/coats", MadeUpWearers.SIZES, MadeUpWearers.build(weight), null);
            assertThat(bySize).hasSize(MadeUpWearers.SIZES.size());
            bySize.values().forEach(one -> {
                assertThat(one.small() + one.fit() + one.large()).isCloseTo(1, within(1e-9));
                assertThat(List.of(one.small(), one.fit(), one.large())).allMatch(p -> p >= 0 && p <= 1);
            });
        }
    }

    @Test
    void a_larger_size_is_not_likelier_too_small_where_sizes_were_tried_at_random() {
        FitModel model = FitModel.learn(records(2));
        for (double weight : List.of(48.0, 55.0, 62.0, 70.0, 80.0)) {
            List<FitProbabilities> bySize = List.copyOf(
                    model.estimate("COAT-1", "women/coats", MadeUpWearers.SIZES, MadeUpWearers.build(weight), null)
                            .values());
            for (int i = 1; i < bySize.size(); i++) {
                assertThat(bySize.get(i).small())
                        .isLessThanOrEqualTo(bySize.get(i - 1).small() + 0.03);
                assertThat(bySize.get(i).large())
                        .isGreaterThanOrEqualTo(bySize.get(i - 1).large() - 0.03);
            }
        }
    }

    @Test
    void it_finds_the_size_the_rule_has() {
        FitModel model = FitModel.learn(records(3));
        assertThat(fit(model, "COAT-1", "women/coats", "M", SIXTY_TWO, null).fit())
                .isGreaterThan(0.8);
        assertThat(fit(model, "COAT-1", "women/coats", "XS", SIXTY_TWO, null).small())
                .isGreaterThan(0.8);
        assertThat(fit(model, "COAT-1", "women/coats", "XL", SIXTY_TWO, null).large())
                .isGreaterThan(0.8);
    }

    @Test
    void what_is_promised_comes_true_for_shoppers_never_seen() {
        FitModel model = FitModel.learn(records(4));
        List<Tried> others = records(5);
        double promised = 0;
        double came = 0;
        for (Tried other : others) {
            promised += fit(
                            model,
                            other.productId(),
                            String.valueOf(other.category()),
                            other.size(),
                            other.build(),
                            null)
                    .fit();
            came += other.verdict() == Verdict.FIT ? 1 : 0;
        }
        assertThat(promised / others.size()).isCloseTo(came / others.size(), within(0.03));
    }

    @Test
    void a_product_that_runs_small_is_told_to() {
        FitModel model = FitModel.learn(records(6));
        assertThat(fit(model, "COAT-SMALL", "women/coats", "M", SIXTY_TWO, null).small())
                .isGreaterThan(fit(model, "COAT-1", "women/coats", "M", SIXTY_TWO, null)
                                .small()
                        + 0.3);
    }

    @Test
    void a_product_nobody_tried_leans_on_its_category() {
        FitModel model = FitModel.learn(records(7));
        double knit = fit(model, "NEW", "women/knits", "M", SIXTY_TWO, null).small();
        double coat = fit(model, "NEW", "women/coats", "M", SIXTY_TWO, null).small();
        assertThat(knit).isGreaterThan(coat + 0.2);
        double few =
                fit(model, "COAT-RARE", "women/coats", "M", SIXTY_TWO, null).small();
        assertThat(few).isCloseTo(coat, within(0.2));
    }

    @Test
    void a_product_nobody_tried_leans_on_its_size_chart() {
        Build heavier = MadeUpWearers.build(71);
        FitModel model = FitModel.learn(records(8), Map.of("NEW", Map.of("M", heavier)));
        assertThat(fit(model, "NEW", "women/coats", "M", SIXTY_TWO, null).large())
                .isGreaterThan(
                        fit(model, "OTHER", "women/coats", "M", SIXTY_TWO, null).large());
    }

    @Test
    void records_counted_one_by_one_tell_nearly_what_they_tell_learnt_together() {
        List<Tried> records = new ArrayList<>(records(9));
        java.util.Collections.shuffle(records, new java.util.Random(1));
        FitModel together = FitModel.learn(records);
        int later = records.size() / 5;
        FitModel oneByOne = FitModel.learn(records.subList(later, records.size()));
        FitModel without = FitModel.learn(records.subList(later, records.size()));
        records.subList(0, later).forEach(oneByOne::add);
        assertThat(oneByOne.records()).isEqualTo(together.records());
        double distance = 0;
        double distanceWithout = 0;
        for (int product = 0; product < 8; product++) {
            for (String size : MadeUpWearers.SIZES) {
                FitProbabilities wanted = fit(together, "COAT-" + product, "women/coats", size, SIXTY_TWO, null);
                distance += Math.abs(wanted.fit()
                        - fit(oneByOne, "COAT-" + product, "women/coats", size, SIXTY_TWO, null)
                                .fit());
                distanceWithout += Math.abs(wanted.fit()
                        - fit(without, "COAT-" + product, "women/coats", size, SIXTY_TWO, null)
                                .fit());
            }
        }
        assertThat(distance / 40).isLessThan(0.04);
        assertThat(distanceWithout).isGreaterThan(0);
    }

    @Test
    void records_counted_one_by_one_change_what_is_told_of_their_product() {
        FitModel model = FitModel.learn(records(10));
        double before = fit(model, "NEW", "women/coats", "M", SIXTY_TWO, null).small();
        new MadeUpWearers(11).of("NEW", "women/coats", 9, 60).forEach(model::add);
        assertThat(model.records("NEW")).isEqualTo(60);
        assertThat(fit(model, "NEW", "women/coats", "M", SIXTY_TWO, null).small())
                .isGreaterThan(before + 0.2);
    }

    @Test
    void what_a_shopper_said_before_counts_for_them_alone() {
        List<Tried> records = records(12);
        MadeUpWearers wearers = new MadeUpWearers(13);
        for (int shopper = 0; shopper < 80; shopper++) {
            for (int i = 0; i < 6; i++) {
                records.add(
                        wearers.one("COAT-" + i, "women/coats", 0, "regular-" + shopper, shopper % 2 == 0 ? 6 : -6));
            }
        }
        FitModel model = FitModel.learn(records);
        double nobody =
                fit(model, "COAT-7", "women/coats", "M", SIXTY_TWO, null).small();
        assertThat(fit(model, "COAT-7", "women/coats", "M", SIXTY_TWO, "regular-0")
                        .small())
                .isGreaterThan(nobody);
        assertThat(fit(model, "COAT-7", "women/coats", "M", SIXTY_TWO, "regular-1")
                        .small())
                .isLessThan(nobody);
        assertThat(fit(model, "COAT-7", "women/coats", "M", SIXTY_TWO, "never seen")
                        .small())
                .isEqualTo(nobody);
    }

    @Test
    void a_weight_that_is_not_told_leaves_it_less_sure() {
        FitModel model = FitModel.learn(records(14));
        Build unknown = SIXTY_TWO.without(Build.WEIGHT);
        double told = fit(model, "COAT-1", "women/coats", "M", SIXTY_TWO, null).fit();
        double untold = fit(model, "COAT-1", "women/coats", "M", unknown, null).fit();
        assertThat(untold).isLessThan(told).isGreaterThan(0.1);
    }
}
