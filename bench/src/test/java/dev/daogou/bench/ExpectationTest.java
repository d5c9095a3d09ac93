package dev.daogou.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    @Test
    void a_figure_is_found_however_its_unit_is_written() {
        assertThat(complaints(Map.of("must", "42\\s*°C"), said("最高４２℃[1]"))).isEmpty();
    }

    @Test
    void what_must_be_said_and_what_must_not_are_both_told() {
        assertThat(complaints(Map.of("must", List.of("有货", "3 件"), "mustNot", "缺货"), said("缺货，没有货")))
                .hasSize(2)
                .anyMatch(complaint -> complaint.contains("3 件"))
                .anyMatch(complaint -> complaint.contains("缺货"));
    }

    @Test
    void an_answer_that_shows_its_machinery_is_wrong() {
        assertThat(complaints(Map.of(), said("{asked=L, verdict=fit}码合身"))).hasSize(1);
        assertThat(complaints(Map.of(), said("I could not find this.[?]"))).hasSize(1);
    }

    @Test
    void a_tool_that_failed_is_no_tool() {
        assertThat(complaints(
                        Map.of("tools", "stock"), answer("有", "\"tools\":[{\"name\":\"check_stock\",\"ok\":false}]")))
                .containsExactly("no tool stock");
    }

    @Test
    void a_card_over_the_budget_is_told() {
        String card = "\"cards\":[{\"kind\":\"product\",\"price\":{\"amountMinor\":20001,\"currency\":\"CNY\"}}]";

        assertThat(complaints(Map.of("cardsAtMost", 200), answer("这件", card))).hasSize(1);
        assertThat(complaints(Map.of("cardsAtMost", 201), answer("这件", card))).isEmpty();
    }

    @Test
    void figures_that_stand_in_no_source_are_from_nowhere() {
        String cited = "\"citations\":[{\"n\":1,\"title\":\"锅\",\"quote\":\"重 5 公斤\"}]";

        assertThat(Expectation.figuresFromNowhere("24厘米的锅多重", answer("24厘米，5公斤，9:00起有人", cited)))
                .isEmpty();
        assertThat(Expectation.figuresFromNowhere("多重", answer("7公斤", cited))).containsExactly("7");
    }

    @Test
    void an_unanswerable_question_is_right_when_declined_without_a_figure() {
        ShopQuestion question =
                ShopQuestion.of(Map.of("id", "x", "about", "unknown", "ask", "多少瓦", "unanswerable", true));

        assertThat(question.complaints(answer("这里没有写", "\"declined\":true"), List.of(), Map.of(), Map.of()))
                .isEmpty();
        assertThat(question.complaints(answer("这里没有写，大概45瓦", "\"declined\":true"), List.of(), Map.of(), Map.of()))
                .hasSize(1);
        assertThat(question.complaints(said("这里没有写"), List.of(), Map.of(), Map.of()))
                .containsExactly("does not decline");
    }

    @Test
    void an_answer_from_another_products_source_is_wrong() {
        ShopQuestion question =
                ShopQuestion.of(Map.of("id", "x", "about", "spec", "ask", "多重", "product", "锅", "must", "5"));
        Answer answer = answer("5公斤", "\"citations\":[{\"documentId\":\"d2\",\"title\":\"壶\",\"quote\":\"5公斤\"}]");

        assertThat(question.complaints(answer, List.of("p1"), Map.of("p1", "锅"), Map.of("d2", "p2")))
                .hasSize(1);
        assertThat(question.complaints(answer, List.of("p2"), Map.of("p2", "壶"), Map.of("d2", "p2")))
                .isEmpty();
    }

    private static List<String> complaints(Map<String, ?> yaml, Answer answer) {
        return Expectation.of(yaml).complaints(answer);
    }

    private static Answer said(String text) {
        return answer(text, "\"declined\":false");
    }

    private static Answer answer(String text, String more) {
        return Answer.of(PublicFace.JSON.readTree("{\"text\":\"" + text + "\"," + more + "}"), Duration.ZERO);
    }
}
