package dev.daogou.knowledge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SoughtTest {

    @Test
    void a_sentence_that_speaks_of_it_without_an_amount_does_not_answer_how_much() {
        Sought sought = new Sought("帐篷净重多少", Map.of("帐篷", 3.0, "净重", 3.0));

        assertThat(sought.in("帐篷净重 4.2 公斤,收纳后长 60 厘米。").answerMissing()).isZero();
        assertThat(sought.in("帐篷净重请见包装上的标签。").answerMissing()).isEqualTo(1);
    }

    @Test
    void a_date_is_no_amount_and_an_amount_is_no_time() {
        Sought howMany = new Sought("门店一共有多少个座位", Map.of("门店", 2.0, "座位", 4.0));
        assertThat(howMany.in("2024年5月8日 门店的座位换新。").answerMissing()).isEqualTo(1);

        Sought when = new Sought("门店什么时候开业", Map.of("门店", 2.0, "开业", 4.0));
        assertThat(when.in("门店将于6月18日开业。").answerMissing()).isZero();
        assertThat(when.in("门店开业送 300 份礼品。").answerMissing()).isEqualTo(1);
    }

    @Test
    void an_amount_far_from_what_it_is_asked_of_does_not_answer() {
        Sought sought = new Sought("鱼竿多长时间能到", Map.of("鱼竿", 3.0));
        String far = "鱼竿支持全国配送,具体以物流公司的安排为准,偏远的地方会慢一些,请您耐心等候,也可以联系客服为您催促,我们会尽力的,工厂成立于很久之前的三月5日";

        assertThat(sought.in(far).answerMissing()).isPositive();
    }

    @Test
    void who_is_answered_by_a_name() {
        Sought sought = new Sought("这套茶具的设计师是谁", Map.of("茶具", 3.0, "设计师", 3.0));

        assertThat(sought.in("这套茶具的设计师是王建国。").answerMissing()).isZero();
        assertThat(sought.in("这套茶具的设计师得过奖。").answerMissing()).isEqualTo(1);
    }

    @Test
    void a_text_that_asks_the_same_lacks_no_answer() {
        Sought sought = new Sought("这套茶具的设计师是谁", Map.of("茶具", 3.0, "设计师", 3.0));

        assertThat(sought.in("谁是茶具的设计师？\n请看杯底的印章。").answerMissing()).isZero();
    }

    @Test
    void english_questions_are_read_as_well() {
        Sought sought = new Sought("How long does delivery take?", Map.of("deliveri", 2.0, "take", 2.0));

        assertThat(sought.in("Delivery takes 3 to 5 working days.").answerMissing())
                .isZero();
        assertThat(sought.in("Delivery takes place by courier.").answerMissing())
                .isEqualTo(1);
    }

    @Test
    void a_year_or_a_model_that_is_asked_for_and_missing_counts_against_a_passage() {
        Sought sought = new Sought("2023款RX5的尾箱多大", Map.of("尾箱", 3.0));

        assertThat(sought.in("2023款 RX5 尾箱 500 升").numbersMissing()).isZero();
        assertThat(sought.in("2021款 RX5 尾箱 480 升").numbersMissing()).isEqualTo(0.5);
        assertThat(sought.in("20230 号订单").numbersMissing()).isEqualTo(1);
    }

    @Test
    void a_budget_or_a_weight_is_no_year_or_name_to_be_found() {
        Sought sought = new Sought("2000元以内的沙发,我50公斤穿XL", Map.of("沙发", 3.0));

        assertThat(sought.in("真皮沙发,三人位。").numbersMissing()).isZero();
    }

    @Test
    void what_asks_for_no_certain_thing_misses_none() {
        Sought sought = new Sought("衣服不合适可以退吗", Map.of("衣服", 2.0, "退", 1.0));

        assertThat(sought.asksForAKind()).isFalse();
        assertThat(sought.in("签收后七天内可以无理由退货。")).isEqualTo(Evidence.NONE);
    }
}
