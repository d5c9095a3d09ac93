package dev.daogou.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.ScriptedModelServer.Line;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;

/** The conversation suite with a model behind the OpenAI protocol, and what happens when that model misbehaves. */
abstract class ProviderSuite extends ConversationSuite {

    private static final ScriptedModelServer PROVIDER = new ScriptedModelServer(new HonestScript());

    static void provider(DynamicPropertyRegistry properties) {
        properties.add("daogou.llm.base-url", PROVIDER::baseUrl);
        properties.add("daogou.llm.api-key", () -> "test-key");
        properties.add("daogou.llm.model", () -> "scripted");
    }

    @AfterEach
    void the_protocol_was_kept() {
        PROVIDER.script(new HonestScript());
        assertThat(PROVIDER.complaints()).isEmpty();
    }

    @Test
    void answers_are_signed_by_the_model() {
        assertThat(shop.talk().say("签收以后几天内可以退货？").path("answeredBy").asString())
                .isEqualTo("scripted");
    }

    @Test
    void the_built_in_assistant_answers_when_the_provider_is_down() {
        PROVIDER.script(asked -> new Line.Refusal(503));

        JsonNode answer = shop.talk().say("签收以后几天内可以退货？");

        assertThat(answer.path("answeredBy").asString()).isEqualTo("built-in");
        assertThat(answer.path("text").asString()).contains("9");
    }

    @Test
    void a_price_the_shop_never_stated_is_not_shown() {
        PROVIDER.script(asked -> new Line.Words("这件大衣今天给您三百元。欢迎下单。"));

        JsonNode answer = shop.talk().say("大衣多少钱", "COAT");

        assertThat(answer.path("text").asString()).doesNotContain("三百", "300");
    }

    @Test
    void an_answer_that_breaks_off_says_so() {
        PROVIDER.script(asked -> new Line.Broken("您好，很高兴为您服务。我来看"));

        JsonNode answer = shop.talk().say("签收以后几天内可以退货？");

        assertThat(answer.path("text").asString()).contains("很高兴为您服务");
    }

    @Test
    void an_unknown_tool_and_broken_arguments_are_told_to_the_model_and_survived() {
        PROVIDER.script(asked -> asked.results().isEmpty()
                ? new Line.Calls(java.util.List.of(
                        new ScriptedModelServer.Call("drop_tables", "{}"),
                        new ScriptedModelServer.Call("check_stock", "{\"price\":1}")))
                : new Line.Words("我再看看。"));

        JsonNode answer = shop.talk().say("有货吗", "COAT");

        assertThat(answer.path("text").asString()).contains("我再看看");
        assertThat(answer.path("tools"))
                .allSatisfy(tool -> assertThat(tool.path("ok").asBoolean()).isFalse());
    }

    @Test
    void a_model_that_calls_tools_for_ever_is_stopped() {
        PROVIDER.script(asked -> asked.tools().isEmpty()
                ? new Line.Words("先说到这里。")
                : new Line.Calls(java.util.List.of(new ScriptedModelServer.Call("best_coupons", "{}"))));

        JsonNode answer = shop.talk().say("有优惠吗");

        assertThat(answer.path("text").asString()).isNotBlank();
        assertThat(answer.path("tools").size()).isLessThanOrEqualTo(12);
    }
}
