package dev.daogou.assistant.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A shop with enough fit records to learn from, over HTTP. */
@ServiceTest
class SizesLearntTest {

    private static final String OWNER = ServiceTest.OWNER_TOKEN;

    private final Http http;
    private String shop = "";

    SizesLearntTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @BeforeEach
    void a_shop_with_a_past() {
        shop = http.newShop("zh");
        StringBuilder products = new StringBuilder("productId,sku,title,category,price,onHand,size\n");
        for (String product : List.of("COAT-0", "COAT-1", "COAT-2", "COAT-SMALL", "COAT-NEW")) {
            for (String size : MadeUpWearers.SIZES) {
                products.append("%s,%s-%s,外套%s,女装/外套,459,3,%s\n".formatted(product, product, size, product, size));
            }
        }
        take("products", products.toString());
        MadeUpWearers wearers = new MadeUpWearers(21);
        List<Tried> records = new ArrayList<>();
        for (int product = 0; product < 3; product++) {
            records.addAll(wearers.of("COAT-" + product, "女装/外套", 0, 200));
        }
        records.addAll(wearers.of("COAT-SMALL", "女装/外套", 8, 200));
        take("fit-records", csv(records));
    }

    private JsonNode take(String kind, String csv) {
        Answer taken = http.post("/api/v1/shops/" + shop + "/imports/" + kind, OWNER, "text/csv; charset=utf-8", csv);
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
        return taken.json();
    }

    private static String csv(List<Tried> records) {
        StringBuilder csv = new StringBuilder("productId,size,heightCm,weightKg,verdict,shopperKey\n");
        for (Tried record : records) {
            csv.append("%s,%s,%.1f,%.1f,%s,%s\n"
                    .formatted(
                            record.productId(),
                            record.size(),
                            record.build().heightCm(),
                            record.build().weightKg(),
                            record.verdict().wireName(),
                            record.shopperKey()));
        }
        return csv.toString();
    }

    private JsonNode advice(String productId, double weightKg, String more) {
        Answer answer = http.post(
                "/api/v1/shops/" + shop + "/size-advice",
                OWNER,
                "{\"productId\":\"%s\",\"heightCm\":165,\"weightKg\":%s%s}".formatted(productId, weightKg, more));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void every_size_is_told_of_and_the_one_that_fits_is_advised() {
        JsonNode advice = advice("COAT-1", 62, "");
        assertThat(advice.path("basis").asString()).isEqualTo("purchases");
        assertThat(advice.path("size").asString()).isEqualTo("M");
        assertThat(advice.path("sample").asInt()).isGreaterThan(3);
        assertThat(advice.path("probabilities").propertyNames()).containsExactlyElementsOf(MadeUpWearers.SIZES);
        assertThat(advice.path("confidence").asDouble())
                .isEqualTo(advice.path("probabilities").path("M").path("fit").asDouble());
        assertThat(advice("COAT-SMALL", 62, "").path("size").asString()).isEqualTo("L");
    }

    @Test
    void of_a_product_nobody_bought_likelihoods_are_told_but_no_size_is_advised() {
        JsonNode advice = advice("COAT-NEW", 62, "");
        assertThat(advice.has("size")).isFalse();
        assertThat(advice.path("basis").asString()).isEqualTo("none");
        assertThat(advice.path("sample").asInt()).isZero();
        assertThat(advice.path("probabilities").path("M").path("fit").asDouble())
                .isGreaterThan(0.4);
        assertThat(advice.path("reason").asString()).contains("还不够多");
    }

    @Test
    void a_record_that_comes_later_counts_at_once() {
        double before = advice("COAT-NEW", 62, "")
                .path("probabilities")
                .path("M")
                .path("small")
                .asDouble();
        take("fit-records", csv(new MadeUpWearers(22).of("COAT-NEW", "女装/外套", 9, 40)));
        JsonNode after = advice("COAT-NEW", 62, "");
        assertThat(after.path("probabilities").path("M").path("small").asDouble())
                .isGreaterThan(before + 0.1);
        assertThat(after.path("sample").asInt()).isPositive();
    }

    @Test
    void one_nobody_knows_the_key_of_is_told_what_everybody_is() {
        assertThat(advice("COAT-1", 62, ",\"shopperKey\":\"nobody\"").path("probabilities"))
                .isEqualTo(advice("COAT-1", 62, "").path("probabilities"));
    }

    @Test
    void the_merchant_sees_what_clearly_runs_small_and_nothing_else() {
        Answer flags = http.get("/api/v1/shops/" + shop + "/sizing/flags", OWNER);
        assertThat(flags.status()).isEqualTo(200);
        assertThat(flags.json().path("items").size()).isEqualTo(1);
        JsonNode flag = flags.json().path("items").path(0);
        assertThat(flag.path("productId").asString()).isEqualTo("COAT-SMALL");
        assertThat(flag.path("runs").asString()).isEqualTo("small");
        assertThat(flag.path("sample").asInt()).isEqualTo(200);
        assertThat(flag.path("interval").path("low").asDouble())
                .isGreaterThan(flag.path("shopShare").asDouble())
                .isLessThan(flag.path("share").asDouble());
    }
}
