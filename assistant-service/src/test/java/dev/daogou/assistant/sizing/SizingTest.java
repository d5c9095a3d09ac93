package dev.daogou.assistant.sizing;

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
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Size charts and fit records from the merchant's files to a size, over HTTP and as the assistant's tool. */
@ServiceTest
class SizingTest {

    private static final String OWNER = ServiceTest.OWNER_TOKEN;
    private static final String PRODUCTS = """
            productId,sku,title,category,price,onHand,color,size
            COAT,COAT-S,长风衣,女装/风衣,459,3,黑,S
            COAT,COAT-M,长风衣,女装/风衣,459,9,黑,M
            COAT,COAT-L,长风衣,女装/风衣,459,0,黑,L
            CAPE,CAPE-S,短披风,女装/风衣,259,9,,S
            CAPE,CAPE-M,短披风,女装/风衣,259,9,,M
            SHOE,SHOE-36,布鞋,鞋,99,9,,36
            SHOE,SHOE-37,布鞋,鞋,99,9,,37
            VEST,VEST-S,马甲,男装/马甲,99,9,,S
            MUG,MUG-1,瓷杯,家居,39,9,,
            """;
    private static final String CHART = """
            productId,category,size,measure,min,max
            ,女装,S,heightCm,150,160
            ,女装,M,heightCm,155,165
            ,女装,L,heightCm,160,170
            ,女装,XL,heightCm,165,175
            ,女装,S,weightKg,41,49
            ,女装,M,weightKg,48,55
            ,女装,L,weightKg,54,62
            ,女装,XL,weightKg,61,69
            SHOE,,36,footMm,225,230
            SHOE,,37,footMm,230,235
            """;

    private final Http http;
    private final JsonMapper json = new JsonMapper();
    private String shop = "";

    @Autowired
    private SizeAdviceTool tool;

    @Autowired
    private Shops shops;

    SizingTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @BeforeEach
    void a_clothes_shop() {
        shop = http.newShop("zh");
        assertThat(take("products", PRODUCTS).status()).isEqualTo(200);
        Answer taken = take("size-charts", CHART);
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
    }

    private Answer take(String kind, String csv) {
        return http.post("/api/v1/shops/" + shop + "/imports/" + kind, OWNER, "text/csv; charset=utf-8", csv);
    }

    private JsonNode advice(String body) {
        Answer answer = http.post("/api/v1/shops/" + shop + "/size-advice", OWNER, body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private ToolResult ask(
            String productId, @Nullable Double heightCm, @Nullable Double weightKg, @Nullable String size) {
        ShopperContext shopper = new ShopperContext(
                shops.shop(new ShopId(shop)), new ShopperId(UUID.randomUUID()), null, null, Locale.CHINA);
        return tool.call(
                new SizeAdviceTool.Arguments(productId, heightCm, weightKg, null, null, null, null, null, size),
                new ToolContext(shopper, UUID.randomUUID(), Language.ZH));
    }

    /** A coat that runs large: bodies around 165 cm and 50 kg find S right and M too large. */
    private static String coatThatRunsLarge() {
        StringBuilder csv = new StringBuilder("productId,size,heightCm,weightKg,verdict\n");
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            double height = 165 + random.nextInt(-20, 21) / 10.0;
            double weight = 50 + random.nextInt(-20, 21) / 10.0;
            boolean small = i % 2 == 0;
            csv.append("COAT,")
                    .append(small ? "S" : "M")
                    .append(',')
                    .append(height)
                    .append(',')
                    .append(weight)
                    .append(',')
                    .append(small ? (i % 10 == 0 ? "small" : "fit") : (i % 5 == 0 ? "fit" : "large"))
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void enough_purchases_by_similar_bodies_speak_before_the_chart() {
        JsonNode taken = take("fit-records", coatThatRunsLarge()).json();
        assertThat(taken.path("created").asInt()).as(taken.toString()).isEqualTo(30);

        JsonNode advice = advice("{\"productId\":\"COAT\",\"heightCm\":165,\"weightKg\":50}");
        assertThat(advice.path("basis").asString()).isEqualTo("purchases");
        assertThat(advice.path("size").asString()).isEqualTo("S");
        assertThat(advice.path("sample").asInt()).isEqualTo(30);
        JsonNode medium = advice.path("probabilities").path("M");
        assertThat(medium.path("large").asDouble())
                .isGreaterThan(medium.path("fit").asDouble());
        assertThat(advice.path("confidence").asDouble())
                .isEqualTo(advice.path("probabilities").path("S").path("fit").asDouble());
        advice.path("probabilities")
                .valueStream()
                .forEach(one -> assertThat(one.path("small").asDouble()
                                + one.path("fit").asDouble()
                                + one.path("large").asDouble())
                        .isBetween(0.999, 1.001));
        assertThat(advice.path("reason").asString()).contains("30位").contains("尺码表的话是M码");
    }

    @Test
    void bodies_that_are_not_alike_do_not_count() {
        take("fit-records", coatThatRunsLarge());
        JsonNode advice = advice("{\"productId\":\"COAT\",\"heightCm\":160,\"weightKg\":66}");
        assertThat(advice.path("basis").asString()).isEqualTo("chart");
        // XL by the chart, but the coat has none.
        assertThat(advice.path("size").asString()).isEqualTo("L");
        assertThat(advice.path("reason").asString()).contains("购买记录还不够多").contains("超出");
    }

    @Test
    void three_records_are_not_enough() {
        take("fit-records", """
                productId,size,heightCm,weightKg,verdict
                CAPE,S,165,50,fit
                CAPE,S,165,50,fit
                CAPE,S,165,50,fit
                """);
        JsonNode advice = advice("{\"productId\":\"CAPE\",\"heightCm\":163,\"weightKg\":50}");
        assertThat(advice.path("basis").asString()).isEqualTo("chart");
        assertThat(advice.path("size").asString()).isEqualTo("M");
        assertThat(advice.has("probabilities")).isFalse();
        assertThat(advice.path("chart").size()).isEqualTo(4);
    }

    @Test
    void weight_decides_before_height_and_between_two_the_larger() {
        // 172 cm alone would be XL; the weight is an M's.
        assertThat(advice("{\"productId\":\"COAT\",\"heightCm\":171,\"weightKg\":50}")
                        .path("size")
                        .asString())
                .isEqualTo("M");
        assertThat(advice("{\"productId\":\"SHOE\",\"measurements\":{\"footMm\":230}}")
                        .path("size")
                        .asString())
                .isEqualTo("37");
    }

    @Test
    void too_little_is_answered_with_what_would_help() {
        JsonNode nothing = advice("{\"productId\":\"COAT\"}");
        assertThat(nothing.has("size")).isFalse();
        assertThat(nothing.path("basis").asString()).isEqualTo("none");
        assertThat(nothing.path("missing").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("heightCm", "weightKg");
        // Everybody of this height buys their own width.
        JsonNode heightOnly = advice("{\"productId\":\"COAT\",\"heightCm\":165}");
        assertThat(heightOnly.has("size")).isFalse();
        assertThat(heightOnly.path("missing").valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("weightKg");
        JsonNode noChart = advice("{\"productId\":\"VEST\",\"heightCm\":175,\"weightKg\":70}");
        assertThat(noChart.path("basis").asString()).isEqualTo("none");
        assertThat(noChart.path("reason").asString()).contains("没有尺码表");
        assertThat(advice("{\"productId\":\"MUG\"}").path("reason").asString()).contains("不分尺码");
    }

    @Test
    void the_usual_size_tells_where_a_product_runs_large() {
        take("fit-records", coatThatRunsLarge());
        JsonNode advice = advice("{\"productId\":\"COAT\",\"usualSize\":\"m码\"}");
        assertThat(advice.path("size").asString()).isEqualTo("S");
        assertThat(advice.path("sample").asInt()).isEqualTo(15);
    }

    @Test
    void what_cannot_be_a_body_or_a_product_is_refused() {
        String path = "/api/v1/shops/" + shop + "/size-advice";
        Answer metres = http.post(path, OWNER, "{\"productId\":\"COAT\",\"heightCm\":1.65}");
        assertThat(metres.status()).isEqualTo(400);
        assertThat(metres.json().path("errors").path(0).path("field").asString())
                .isEqualTo("heightCm");
        assertThat(http.post(path, OWNER, "{\"productId\":\"COAT\",\"measurements\":{\"neckCm\":36}}")
                        .status())
                .isEqualTo(400);
        assertThat(http.post(path, OWNER, "{\"productId\":\"NO\"}").code()).isEqualTo("product_unknown");
        assertThat(http.post(path, OWNER, "{}").status()).isEqualTo(400);
    }

    @Test
    void every_mistake_in_a_file_is_told_by_line_and_column() {
        Answer charts = take("size-charts", """
                productId,category,size,measure,min,max
                COAT,女装,S,heightCm,150,160
                ,,S,heightCm,150,160
                COAT,,S,neckCm,30,40
                COAT,,S,heightCm,160,150
                COAT,,S,heightCm,1.5,1.6
                COAT,,,heightCm,150,
                COAT,,S,waistCm,60,64
                COAT,,S,waistCm,61,65
                """);
        assertThat(charts.status()).isEqualTo(422);
        assertThat(charts.json().path("rejected").valueStream())
                .extracting(one ->
                        one.path("line").asInt() + " " + one.path("field").asString())
                .containsExactly(
                        "2 category",
                        "3 productId",
                        "4 measure",
                        "5 max",
                        "6 min",
                        "6 max",
                        "7 size",
                        "7 max",
                        "9 measure");
        Answer records = take("fit-records", """
                productId,size,heightCm,weightKg,verdict,age
                COAT,S,165,50,perfect,
                COAT,S,5.5,110,fit,
                COAT,S,,50,fit,
                ,S,165,50,fit,200
                """);
        assertThat(records.status()).isEqualTo(422);
        assertThat(records.json().path("rejected").valueStream())
                .extracting(one ->
                        one.path("line").asInt() + " " + one.path("field").asString())
                .containsExactly("2 verdict", "3 heightCm", "4 heightCm", "5 productId", "5 age");
    }

    @Test
    void the_same_file_again_counts_nobody_twice() {
        take("fit-records", coatThatRunsLarge());
        JsonNode again = take("fit-records", coatThatRunsLarge()).json();
        assertThat(again.path("created").asInt()).isZero();
        assertThat(again.path("unchanged").asInt()).isEqualTo(30);
        assertThat(advice("{\"productId\":\"COAT\",\"heightCm\":165,\"weightKg\":50}")
                        .path("sample")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void the_assistant_is_told_how_the_size_asked_about_would_be() {
        take("fit-records", coatThatRunsLarge());
        ToolResult result = ask("COAT", 165.0, 50.0, "M码");
        JsonNode facts = json.valueToTree(result.facts());
        assertThat(facts.path("size").asString()).isEqualTo("S");
        assertThat(facts.path("sizeAsked").path("asked").asString()).isEqualTo("M");
        assertThat(facts.path("sizeAsked").path("verdict").asString()).isEqualTo("large");
        int percent = facts.path("sizeAsked").path("largePercent").asInt();
        assertThat(facts.path("sizeAsked").path("verdictText").asString())
                .contains("偏大")
                .contains(percent + "%");
        assertThat(facts.path("sizeSoldOut").asBoolean()).isFalse();
        assertThat(facts.path("stock").path(0).path("left").asInt()).isEqualTo(3);
        assertThat(result.cards().getFirst())
                .containsEntry("kind", "size")
                .containsEntry("size", "S")
                .containsEntry("basis", "purchases");
    }

    @Test
    void the_assistant_is_told_what_to_ask_for() {
        JsonNode facts = json.valueToTree(ask("COAT", null, null, "L").facts());
        assertThat(facts.has("size")).isFalse();
        assertThat(facts.has("sizeAsked")).isFalse();
        assertThat(facts.path("missingText").asString()).isEqualTo("身高和体重");
        assertThat(json.<JsonNode>valueToTree(ask("MUG", null, null, null).facts())
                        .path("sized")
                        .asBoolean(true))
                .isFalse();
        JsonNode byChart = json.valueToTree(ask("COAT", 168.0, 60.0, "S").facts());
        assertThat(byChart.path("sizeAsked").path("verdict").asString()).isEqualTo("small");
        assertThat(byChart.path("size").asString()).isEqualTo("L");
        assertThat(byChart.path("sizeSoldOut").asBoolean()).isTrue();
        assertThatThrownBy(() -> ask("NO", 165.0, 50.0, null)).isInstanceOf(ToolMistake.class);
        assertThatThrownBy(() -> ask("COAT", 1.65, 50.0, null)).isInstanceOf(ToolMistake.class);
    }
}
