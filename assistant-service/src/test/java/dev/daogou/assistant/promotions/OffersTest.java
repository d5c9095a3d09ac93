package dev.daogou.assistant.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Coupons from the merchant's file to the best offer, over HTTP and as the assistant's tool. */
@ServiceTest
class OffersTest {

    private static final String OWNER = ServiceTest.OWNER_TOKEN;
    private static final String PRODUCTS = """
            productId,sku,title,category,price,onHand,color
            KETTLE,KETTLE-S,铜壶,茶具/壶,277.00,4,银
            KETTLE,KETTLE-G,铜壶,茶具/壶,250.00,0,金
            CUP,CUP-W,白瓷杯,茶具/杯,40.00,50,
            RUG,RUG-1,羊毛毯,家居/地毯,500.00,3,
            """;
    private static final String COUPONS = """
            code,title,kind,value,minSpend,maxDiscount,scope,audience,startsAt,endsAt,stackGroup,priority,quota,perShopper
            ALL30,满300减30,amountOff,30,300,,all,all,,2099-12-31,shop,10,,
            ALL10,满100减10,amountOff,10,100,,all,all,,2099-12-31 20:00,shop,10,,
            TEA10,茶具九折,percentOff,10,50,20,category:茶具,all,,,,20,,2
            NEW50,新客减50,amountOff,50,,,all,new,,,shop,5,,1
            OVER,去年的券,amountOff,200,,,all,all,2025-01-01,2025-12-31,,1,,
            GONE,领完的券,amountOff,200,,,all,all,,,,1,0,
            GIFT,送茶巾,gift,,200,,category:茶具,all,,,,40,,
            """;

    private final Http http;
    private final JsonMapper json = new JsonMapper();
    private String shop = "";

    @Autowired
    private BestCoupons tool;

    @Autowired
    private Shops shops;

    OffersTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @BeforeEach
    void a_teahouse() {
        shop = http.newShop("zh");
        assertThat(take("products", PRODUCTS).status()).isEqualTo(200);
        Answer taken = take("coupons", COUPONS);
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
    }

    private Answer take(String kind, String csv) {
        return http.post("/api/v1/shops/" + shop + "/imports/" + kind, OWNER, "text/csv; charset=utf-8", csv);
    }

    private Answer best(String body) {
        return http.post("/api/v1/shops/" + shop + "/offers/best", OWNER, body);
    }

    private ToolResult ask(String... items) {
        ShopperContext shopper = new ShopperContext(
                shops.shop(new ShopId(shop)), new ShopperId(UUID.randomUUID()), null, null, Locale.CHINA);
        return tool.call(
                new BestCoupons.Arguments(Arrays.asList(items)),
                new ToolContext(shopper, UUID.randomUUID(), Language.ZH));
    }

    @Test
    void the_checkout_is_told_what_each_coupon_saves_the_runner_up_and_the_next_step() {
        Answer answer = best("{\"lines\":[{\"sku\":\"KETTLE-S\",\"quantity\":1}]}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        JsonNode offer = answer.json();
        // 277: 10 off all, then 10 % of 267 is 26.70, at most 20.
        assertThat(offer.path("total").path("amountMinor").asLong()).isEqualTo(247_00);
        assertThat(offer.path("total").path("currency").asString()).isEqualTo("CNY");
        assertThat(offer.path("discount").path("amountMinor").asLong()).isEqualTo(30_00);
        assertThat(offer.path("applied").valueStream())
                .extracting(one -> one.path("code").asString() + " "
                        + one.path("saves").path("amountMinor").asLong())
                .containsExactly("ALL10 1000", "TEA10 2000");
        assertThat(offer.path("runnerUp").path("total").path("amountMinor").asLong())
                .isEqualTo(257_00);
        JsonNode next = offer.path("nextStep");
        assertThat(next.path("code").asString()).isEqualTo("ALL30");
        assertThat(next.path("spendMore").path("amountMinor").asLong()).isEqualTo(23_00);
        // 30 instead of 10 off, the cap stays reached.
        assertThat(next.path("saves").path("amountMinor").asLong()).isEqualTo(20_00);
        assertThat(offer.path("extras").valueStream())
                .extracting(one -> one.path("code").asString())
                .containsExactly("GIFT");
    }

    @Test
    void a_coupon_for_new_shoppers_needs_a_new_shopper() {
        String lines = "\"lines\":[{\"sku\":\"RUG-1\",\"quantity\":1}]";
        assertThat(best("{" + lines + "}")
                        .json()
                        .path("total")
                        .path("amountMinor")
                        .asLong())
                .isEqualTo(470_00);
        assertThat(best("{\"audience\":\"new\"," + lines + "}")
                        .json()
                        .path("total")
                        .path("amountMinor")
                        .asLong())
                .isEqualTo(450_00);
    }

    @Test
    void a_coupon_that_ended_is_never_applied_but_held_in_its_time() {
        String lines = "\"lines\":[{\"sku\":\"RUG-1\",\"quantity\":1}]";
        // The last second of 2025 by the shop's clock, and the first of 2026.
        assertThat(codes(best("{\"at\":\"2025-12-31T23:59:59+08:00\"," + lines + "}")))
                .contains("OVER");
        assertThat(codes(best("{\"at\":\"2026-01-01T00:00:00+08:00\"," + lines + "}")))
                .doesNotContain("OVER");
    }

    private static List<String> codes(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json()
                .path("applied")
                .valueStream()
                .map(one -> one.path("code").asString())
                .toList();
    }

    @Test
    void a_basket_that_cannot_be_used_is_answered_with_what_is_wrong() {
        Answer unknown = best("{\"lines\":[{\"sku\":\"CUP-W\",\"quantity\":1},{\"sku\":\"NO-SUCH\",\"quantity\":1}]}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("sku_unknown");
        assertThat(unknown.json().path("errors").path(0).path("field").asString())
                .isEqualTo("lines[1].sku");
        assertThat(best("{\"lines\":[]}").status()).isEqualTo(400);
        assertThat(best("{}").status()).isEqualTo(400);
        assertThat(best("{\"lines\":[{\"sku\":\"CUP-W\",\"quantity\":0}]}").status())
                .isEqualTo(400);
        assertThat(best("{\"audience\":\"king\",\"lines\":[{\"sku\":\"CUP-W\",\"quantity\":1}]}")
                        .code())
                .isEqualTo("audience_unknown");
        assertThat(best("{\"lines\":[{\"sku\":\"CUP-W\",\"quantity\":1}],\"at\":\"soon\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void every_mistake_in_a_file_is_told_by_line_and_column_and_nothing_is_taken() {
        Answer refused = take("coupons", """
                code,title,kind,value,minSpend,maxDiscount,scope,audience,startsAt,endsAt,stackGroup,priority,quota,perShopper
                A,a,halfPrice,5,,,all,all,,,,,,
                B,b,percentOff,101,,,all,all,,,,,,
                C,c,amountOff,1.005,,,all,all,,,,,,
                D,d,amountOff,5,-1,,all,all,,,,,,
                E,e,amountOff,5,,,shelf:3,all,,,,,,
                F,f,amountOff,5,,,all,friends,,,,,,
                G,g,amountOff,5,,,all,all,2026-05-02,2026-05-01,,,,
                H,h,amountOff,5,,,all,all,2026-02-30,,,,,
                I,i,amountOff,,,,all,all,,,,first,many,
                I,i,amountOff,5,,,all,all,,,,,,
                ,k,amountOff,5,,,all,all,,,,,,
                L,l,amountOff,5,,,category:茶具//壶,all,,,,,,
                """);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("rejected").valueStream())
                .extracting(one ->
                        one.path("line").asInt() + " " + one.path("field").asString())
                .containsExactly(
                        "2 kind",
                        "3 value",
                        "4 value",
                        "5 minSpend",
                        "6 scope",
                        "7 audience",
                        "8 endsAt",
                        "9 startsAt",
                        "10 value",
                        "10 priority",
                        "10 quota",
                        "11 code",
                        "12 code",
                        "13 scope");
    }

    @Test
    void the_same_file_again_changes_nothing() {
        JsonNode again = take("coupons", COUPONS).json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(7);
        JsonNode changed = take("coupons", COUPONS.replace("满300减30", "满三百减三十")).json();
        assertThat(changed.path("updated").asInt()).isEqualTo(1);
        assertThat(changed.path("unchanged").asInt()).isEqualTo(6);
    }

    @Test
    void the_assistant_promises_only_what_holds_for_everyone_and_tells_the_rest_with_its_condition() {
        ToolResult result = ask("RUG*1");
        JsonNode facts = json.valueToTree(result.facts());
        assertThat(facts.path("total").path("text").asString()).isEqualTo("¥470");
        assertThat(facts.path("ifEligible").path(0).path("audienceText").asString())
                .isEqualTo("限新客");
        assertThat(facts.path("ifEligible").path(0).path("total").path("text").asString())
                .isEqualTo("¥450");
        assertThat(result.cards()).extracting(card -> card.get("code")).containsExactly("ALL30");
    }

    @Test
    void a_product_is_priced_by_its_cheapest_variant_in_stock_and_says_so() {
        JsonNode facts = json.valueToTree(ask("KETTLE", "CUP-W×2").facts());
        assertThat(facts.path("items").path(0).path("sku").asString()).isEqualTo("KETTLE-S");
        assertThat(facts.path("items").path(0).path("cheapestVariant").asBoolean())
                .isTrue();
        assertThat(facts.path("itemsText").asString()).isEqualTo("铜壶、白瓷杯 ×2");
        assertThat(facts.path("subtotal").path("amount").asString()).isEqualTo("357.00");
    }

    @Test
    void without_a_basket_the_running_coupons_are_listed_with_their_conditions_and_ends() {
        JsonNode facts = json.valueToTree(ask().facts());
        assertThat(facts.path("basket").asBoolean()).isFalse();
        assertThat(facts.path("coupons").valueStream())
                .extracting(one -> one.path("code").asString())
                .containsExactly("ALL10", "ALL30", "TEA10", "GIFT", "NEW50");
        JsonNode all10 = facts.path("coupons").path(0);
        assertThat(all10.path("endsAtText").asString()).isEqualTo("2099年12月31日 20:00");
        assertThat(facts.path("coupons").path(1).path("endsAtText").asString()).isEqualTo("2099年12月31日 23:59");
        assertThat(facts.path("coupons").path(2).path("conditions").asString())
                .isEqualTo("限“茶具”类商品，满¥50可用，至多减¥20，每人限用2次");
    }

    @Test
    void an_item_the_shop_does_not_have_is_a_mistake_the_model_can_mend() {
        assertThatThrownBy(() -> ask("TEAPOT")).isInstanceOf(ToolMistake.class).hasMessageContaining("find_products");
        assertThatThrownBy(() -> ask("CUP*0")).isInstanceOf(ToolMistake.class);
    }
}
