package dev.daogou.assistant.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.imports.ImportFormat;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.Imports;
import dev.daogou.assistant.shop.imports.Imports.Manner;
import dev.daogou.ingest.intake.DocumentIntake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class OpenDemoShopsTest {

    private static final ShopId ENGLISH = new ShopId("demo-en");
    private static final ShopId CHINESE = new ShopId("demo");

    private final Http http;
    private final DemoShops demoShops;
    private final DemoFiles files;
    private final Shops shops;
    private final Imports imports;
    private final DocumentIntake intake;
    private final JdbcClient jdbc;
    private final OpenDemoShops demo;

    @Autowired
    OpenDemoShopsTest(
            @LocalServerPort int port,
            DemoShops demoShops,
            DemoFiles files,
            Shops shops,
            Imports imports,
            DocumentIntake intake,
            JdbcClient jdbc,
            Environment environment) {
        this.http = new Http(port);
        this.demoShops = demoShops;
        this.files = files;
        this.shops = shops;
        this.imports = imports;
        this.intake = intake;
        this.jdbc = jdbc;
        // The service under test starts without its demo; here it is opened by hand.
        this.demo = new OpenDemoShops(demoShops, files, shops, imports, intake, List.of(), environment);
    }

    @Test
    void every_row_of_the_demo_shops_is_taken_and_giving_it_again_changes_nothing() throws Exception {
        for (ShopId id : List.of(CHINESE, ENGLISH)) {
            demo.open(id);
            assertThat(demoShops.isGiven(id)).isTrue();

            Shop shop = shops.shop(id);
            Map<String, String> csv = Map.of(
                    "products", "products.csv",
                    "complements", "complements.csv",
                    "size-charts", "size-charts.csv",
                    "coupons", "coupons.csv",
                    "qa", "qa.csv");
            csv.forEach((kind, file) -> assertUnchanged(shop, kind, file, ImportFormat.CSV));
            assertUnchanged(shop, "orders", "orders.ndjson", ImportFormat.NDJSON);
        }
    }

    private void assertUnchanged(Shop shop, String kind, String file, ImportFormat format) {
        byte[] content = files.rows(shop.id(), file).orElseThrow();
        ImportOutcome again = imports.take(shop, kind, format, content, Manner.WHAT_IS_RIGHT);

        assertThat(again.rejected()).as("%s of %s", file, shop.id()).isEmpty();
        assertThat(again.unchanged()).as("%s of %s", file, shop.id()).isPositive();
        assertThat(again.created() + again.updated())
                .as("%s of %s", file, shop.id())
                .isZero();
    }

    @Test
    void a_start_that_was_cut_short_is_taken_up_again_without_a_second_copy() throws Exception {
        demo.open(ENGLISH);
        int documents = intake.documents(ENGLISH.value(), null, 100).size();
        jdbc.sql("UPDATE demo_shop SET given_at = NULL WHERE shop_id = 'demo-en'")
                .update();

        demo.open(ENGLISH);

        assertThat(demoShops.isGiven(ENGLISH)).isTrue();
        assertThat(intake.documents(ENGLISH.value(), null, 100)).hasSize(documents);
        assertThat(documents).isGreaterThan(10);
    }

    @Test
    void a_specification_belongs_to_the_product_its_file_name_says() throws Exception {
        demo.open(ENGLISH);

        assertThat(intake.documents(ENGLISH.value(), null, 100))
                .filteredOn(document -> document.fileName().startsWith("spec-"))
                .isNotEmpty()
                .allSatisfy(
                        document -> assertThat(document.fileName()).startsWith("spec-" + document.productId() + "-"));
    }

    @Test
    void everybody_may_be_a_shopper_of_the_demo_and_nobody_else() throws Exception {
        demo.open(ENGLISH);
        String shopper = http.get("/demo/demo-en/shoppers", null)
                .json()
                .path("items")
                .get(0)
                .path("shopperKey")
                .asString();

        Answer signed = http.post("/demo/demo-en/identity", null, "{\"shopperKey\":\"" + shopper + "\"}");
        Answer session = http.post(
                "/api/v1/shops/demo-en/sessions",
                null,
                "{\"identity\":\"" + signed.json().path("identity").asString() + "\"}");

        assertThat(session.json().path("verified").asBoolean()).isTrue();
        assertThat(http.post("/demo/demo-en/identity", null, "{\"shopperKey\":\"nobody\"}")
                        .code())
                .isEqualTo("shopper_unknown");
    }
}
