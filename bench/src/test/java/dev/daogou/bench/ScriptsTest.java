package dev.daogou.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptsTest {

    @Test
    void every_behaviour_from_a1_to_a14_is_talked_about() {
        assertThat(Script.all(Behaviours.SCRIPTS).stream()
                        .map(Script::behaviour)
                        .distinct())
                .contains("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14");
    }

    @Test
    void the_real_shop_is_asked_enough_that_it_can_answer_and_enough_that_it_cannot() {
        List<ShopQuestion> questions = ShopQuestion.all(YamlFiles.resource("/real-shop-zh.yaml"));

        assertThat(questions.stream().filter(ShopQuestion::answerable)).hasSizeGreaterThanOrEqualTo(48);
        assertThat(questions.stream().filter(question -> !question.answerable()))
                .hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void a_name_nobody_reads_is_refused() {
        assertThatThrownBy(() -> Script.of(
                        "here",
                        Map.of(
                                "id", "x",
                                "behaviour", "A1",
                                "shop", "demo",
                                "turns", List.of(Map.of("say", "hi", "mustnt", "x")))))
                .hasMessageContaining("mustnt");
    }
}
