package dev.daogou.assistant.catalog;

import static dev.daogou.assistant.catalog.CatalogRoom.listOfMaps;
import static dev.daogou.assistant.catalog.CatalogRoom.map;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The demo shops' own products, the real embedding models and the real knowledge base. */
@SpringBootTest(
        classes = FindProductsByMeaningTest.Room.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "db-scheduler.enabled=false")
class FindProductsByMeaningTest {

    private static final Shop ZH = new Shop(
            new ShopId("zh"), "山野", Language.ZH, Currency.getInstance("CNY"), ZoneId.of("Asia/Shanghai"), null, null);
    private static final Shop EN = new Shop(
            new ShopId("en"), "Fell", Language.EN, Currency.getInstance("GBP"), ZoneId.of("Europe/London"), null, null);

    @TempDir
    static Path home;

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry properties) {
        properties.add("daogou.home", home::toString);
    }

    @Configuration
    @EnableAutoConfiguration
    @Import({Products.class, ImportProducts.class, CatalogPublishing.class, FindProducts.class, FittingSentence.class})
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Shops shops() {
            return new Shops() {
                @Override
                public Shop shop(ShopId id) {
                    return id.equals(ZH.id()) ? ZH : EN;
                }

                @Override
                public List<Shop> all() {
                    return List.of(ZH, EN);
                }

                @Override
                public Shop open(Shop shop) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public byte[] identitySecret(ShopId id) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    @Autowired
    private FindProducts findProducts;

    @Autowired
    private KnowledgeBase knowledge;

    @BeforeAll
    static void both_demo_shops(
            @Autowired KnowledgeBase knowledge,
            @Autowired ImportProducts products,
            @Autowired CatalogPublishing publishing)
            throws Exception {
        for (Map.Entry<Shop, String> demo : Map.of(ZH, "demo", EN, "demo-en").entrySet()) {
            knowledge.openShop(demo.getKey().id().value(), demo.getKey().language());
            ImportOutcome outcome =
                    products.take(demo.getKey(), rows("demo/" + demo.getValue() + "/products.csv"), true, false);
            assertThat(outcome.rejected()).isEmpty();
        }
        publishing.publishPending();
        for (int i = 0; i < 300 && publishing.pending(ZH.id()) + publishing.pending(EN.id()) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(publishing.pending(ZH.id()) + publishing.pending(EN.id())).isZero();
    }

    private static List<ImportRow> rows(String resource) throws Exception {
        InputStream bytes = Objects.requireNonNull(
                FindProductsByMeaningTest.class.getClassLoader().getResourceAsStream(resource));
        List<ImportRow> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : csv) {
                Map<String, Object> fields = new LinkedHashMap<>();
                line.getFieldsAsMap().forEach((name, value) -> {
                    if (!value.isBlank()) {
                        fields.put(name, value);
                    }
                });
                rows.add(new ImportRow((int) line.getStartingLineNumber(), fields));
            }
        }
        return rows;
    }

    private List<Map<String, Object>> find(Shop shop, String query, @Nullable Double maxPrice) {
        ToolContext visitor = new ToolContext(
                new ShopperContext(shop, new ShopperId(UUID.randomUUID()), null, null, Locale.ROOT),
                UUID.randomUUID(),
                shop.language());
        return listOfMaps(findProducts
                .call(new FindProducts.Arguments(query, null, maxPrice, null, null, null, null, null), visitor)
                .facts()
                .get("products"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            送给爸爸的生日礼物,他喜欢钓鱼 | 多功能折叠钓椅;冰感防晒袖套
            打印机墨水                  | 四色墨水补充装
            适合小户型的沙发             | 小户型双人布沙发
            给猫吃的                    | 成猫鸡肉全价粮
            露营晚上照明                 | 复古充电营地灯
            保暖的羽绒服                 | 中长款加厚羽绒服（女）;轻薄立领羽绒服（女）
            扫地机器人                   | 激光导航扫拖机器人;全能基站扫拖机器人
            冬天穿的鞋                   | 厚底防滑居家棉拖;中帮防滑徒步鞋
            送妈妈的衣服                 | 长款双排扣风衣（女）
            孩子学习用的灯               | 可调光阅读落地灯
            """)
    void a_need_in_the_shoppers_words_finds_what_answers_it(String need, String expected) {
        assertThat(find(ZH, need, null))
                .extracting(FindProductsByMeaningTest::title)
                .contains((Object[]) expected.split(";", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a present for dad who loves fishing | Stillwater Fishing Chair;Sandpiper Sun Sleeves
            ink for my printer                  | Inkwell 41 Ink Cartridge
            something warm for camping nights   | Owlet Three-Season Sleeping Bag
            waterproof coat                     | Haverigg Dry-Wax Trench Coat
            a gift for a tea lover              | Ostermere Breakfast Tea
            """)
    void an_english_need_finds_what_answers_it(String need, String expected) {
        assertThat(find(EN, need, null))
                .extracting(FindProductsByMeaningTest::title)
                .contains((Object[]) expected.split(";", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"头痛药", "汽车轮胎", "婴儿奶粉", "今天天气怎么样"})
    void what_the_shop_does_not_sell_finds_nothing(String need) {
        assertThat(find(ZH, need, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"car tyres", "contact lenses", "baby formula"})
    void what_the_english_shop_does_not_sell_finds_nothing(String need) {
        assertThat(find(EN, need, null)).isEmpty();
    }

    @Test
    void a_present_within_the_budget_comes_with_a_reason_of_its_own() {
        List<Map<String, Object>> presents = find(ZH, "送给爸爸的生日礼物,他喜欢钓鱼", 100.0);

        assertThat(presents).extracting(FindProductsByMeaningTest::title).contains("冰感防晒袖套");
        assertThat(presents).allSatisfy(present -> {
            assertThat(new BigDecimal((String)
                            Objects.requireNonNull(map(present.get("price")).get("amount"))))
                    .isLessThanOrEqualTo(new BigDecimal("100.00"));
            assertThat((String) present.get("reason")).isNotBlank();
        });
        assertThat(presents.getFirst().get("reason")).asString().contains("爸爸");
    }

    @Test
    void what_is_told_of_a_product_that_is_not_made_any_more_can_still_be_found_but_is_not_recommended() {
        assertThat(knowledge
                        .search(SearchQuery.of("zh", "儿童吸管保温杯", 10).ofKinds(PassageKind.PRODUCT))
                        .hits())
                .extracting(hit -> hit.passage().source().productId())
                .contains("BW-623");
        assertThat(find(ZH, "儿童吸管保温杯", null))
                .extracting(product -> product.get("productId"))
                .doesNotContain("BW-623");
    }

    private static Object title(Map<String, Object> product) {
        return Objects.requireNonNull(product.get("title"));
    }
}
