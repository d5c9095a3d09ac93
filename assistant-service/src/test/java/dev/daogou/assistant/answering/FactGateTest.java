package dev.daogou.assistant.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactGateTest {

    private final Facts facts = new Facts();

    @BeforeEach
    void the_shop_knows_a_little() {
        facts.add("签收后7天内可以退货，退款在3个工作日内原路返回。");
        facts.add("{\"price\":{\"amount\":\"199.00\",\"text\":\"¥199\"},\"left\":12,\"code\":\"XINKE20\"}");
        facts.add("满1000元打八五折，说明见 /help/returns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这件现价¥199，还剩12件。",
                "签收后七天内都可以退。",
                "满一千元可以用 85% 的价格买。",
                "用 XINKE20 下单。",
                "说明在 /help/returns。",
                "有两个问题想问您。",
            })
    void a_sentence_that_states_known_facts_passes(String sentence) {
        assertThat(FactGate.unsupported(sentence, facts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "给您算一百五十元吧。",
                "30天内都可以退。",
                "只要￥１８８。",
                "现在打5折。",
                "用 SAVE50 再减。",
                "详情见 https://evil.example/win",
                "还剩99件。",
            })
    void a_sentence_that_states_something_else_is_held(String sentence) {
        assertThat(FactGate.unsupported(sentence, facts)).isNotEmpty();
    }

    @Test
    void what_a_tool_told_later_counts_too() {
        assertThat(FactGate.unsupported("合计 ¥348。", facts)).isNotEmpty();

        facts.add("{\"total\":\"348.00\"}");

        assertThat(FactGate.unsupported("合计 ¥348。", facts)).isEmpty();
    }
}
