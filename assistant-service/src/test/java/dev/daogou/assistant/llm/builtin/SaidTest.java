package dev.daogou.assistant.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            我身高165cm体重50公斤       | 165 | 50
            1米65,50公斤                | 165 | 50
            1.65m 50kg                  | 165 | 50
            一米六五,一百斤             | 165 | 50
            一米七 一百二十斤           | 170 | 60
            165/50能穿吗                | 165 | 50
            身高168，体重110斤          | 168 | 55
            个子172 体重140             | 172 | 70
            I'm 5'5" and 110 lb         | 165 | 49.9
            5ft 10, 12 stone            | 178 | 76.2
            I am 180 cm and weigh 80 kg | 180 | 80
            1米8，150斤                 | 180 | 75
            """)
    void a_body_is_understood_in_any_form(String said, double heightCm, double weightKg) {
        Map<String, Object> understood = Said.in(said);

        assertThat((Double) understood.get("heightCm")).isCloseTo(heightCm, within(0.6));
        assertThat((Double) understood.get("weightKg")).isCloseTo(weightKg, within(0.3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200以内有什么推荐             |     | 200
            两百块以内的礼物              |     | 200
            预算300左右，想买双鞋         | 210 | 360
            100到200元之间的              | 100 | 200
            不超过一千五的椅子            |     | 1500
            a gift under £50              |     | 50
            between 20 and 40 pounds      | 20  | 40
            my budget is 80               |     | 80
            """)
    void a_budget_is_understood(String said, Double minPrice, double maxPrice) {
        Map<String, Object> understood = Said.in(said);

        assertThat(understood.get("minPrice")).isEqualTo(minPrice);
        assertThat(understood.get("maxPrice")).isEqualTo(maxPrice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            穿M码会大吗            | M
            XL码还有吗             | XL
            要2XL的                | XXL
            大号的有没有           | L
            would a medium fit me  | M
            是不是42码的           | 42
            """)
    void a_size_is_understood(String said, String size) {
        assertThat(Said.in(said)).containsEntry("size", size);
    }

    @Test
    void the_m_of_metres_is_no_size() {
        assertThat(Said.in("I'm 1.65 m tall")).doesNotContainKey("size");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            那黑色的呢                  | 黑
            有没有卡其色                | 卡其
            do you have it in navy      | navy
            不要红色,要白色的           | 白
            """)
    void a_color_is_understood_and_a_refused_one_is_not(String said, String color) {
        assertThat(Said.in(said)).containsEntry("color", color);
    }

    @Test
    void what_was_said_later_counts_more() {
        assertThat(Said.in(List.of("身高165体重50公斤", "不对，体重55公斤")))
                .containsEntry("heightCm", 165.0)
                .containsEntry("weightKg", 55.0);
    }

    @Test
    void a_budget_said_later_replaces_the_whole_one_before() {
        assertThat(Said.in(List.of("100到200元之间", "那300以内呢")))
                .containsEntry("maxPrice", 300.0)
                .doesNotContainKey("minPrice");
    }

    @Test
    void an_order_number_is_understood() {
        assertThat(Said.in("帮我查下订单SY20261116002到哪了")).containsEntry("orderId", "SY20261116002");
        assertThat(Said.in("where is order WF-261077?")).containsEntry("orderId", "WF-261077");
    }

    @Test
    void the_price_is_taken_out_of_a_need() {
        assertThat(Said.withoutPrices("想找送爸爸的礼物,200以内")).contains("送爸爸的礼物").doesNotContain("200");
    }
}
