package dev.daogou.assistant.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.shop.Money;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductPassagesTest {

    @Test
    void the_opening_tells_title_brand_category_choices_short_facts_and_how_the_description_begins() {
        List<PassageDraft> passages = ProductPassages.of(
                listing("恒温电水壶", "一键烧水,水开自动断电。内胆是一体成型的不锈钢。", Map.of("容量", "1.5升", "保温", true)), Language.ZH);

        assertThat(passages).hasSize(1);
        assertThat(passages.getFirst().titlePath()).isEqualTo("恒温电水壶");
        assertThat(passages.getFirst().text())
                .startsWith("恒温电水壶\n品牌\uFF1A清泉\uFF1B分类\uFF1A厨房/水壶\uFF1B颜色\uFF1A白色、墨绿")
                .contains("容量\uFF1A1.5升", "保温\uFF1A是")
                .endsWith("一键烧水,水开自动断电。内胆是一体成型的不锈钢。");
    }

    @Test
    void prices_and_stock_are_not_in_any_passage() {
        List<PassageDraft> passages = ProductPassages.of(listing("恒温电水壶", "水开自动断电。", Map.of()), Language.ZH);

        assertThat(passages).allSatisfy(passage -> assertThat(passage.text()).doesNotContain("777", "13"));
    }

    @Test
    void a_long_description_is_cut_at_the_ends_of_sentences_and_nothing_is_lost() {
        StringBuilder description = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            description.append("第").append(i).append("句说明这台机器在家里怎样使用才省心又省电;");
        }
        List<PassageDraft> passages = ProductPassages.of(listing("热水器", description.toString(), Map.of()), Language.ZH);

        assertThat(passages).hasSizeGreaterThan(4);
        assertThat(passages).allSatisfy(passage -> {
            assertThat(Sentences.length(passage.text())).isLessThanOrEqualTo(360);
            assertThat(passage.text()).endsWith(";");
        });
        assertThat(passages.subList(1, passages.size()))
                .extracting(PassageDraft::titlePath)
                .containsOnly("热水器 > 商品介绍");
        String all = String.join("", passages.stream().map(PassageDraft::text).toList());
        for (int i = 0; i < 60; i++) {
            assertThat(all).contains("第" + i + "句");
        }
    }

    @Test
    void a_long_attribute_stands_under_its_own_name() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("容量", "60升");
        attributes.put("安装说明", "先测量安装位置,确保离墙有足够的距离。再用膨胀螺栓固定挂板,把机器挂稳。最后接通水管,通水十分钟,检查每个接口是否漏水,再通电试机。");
        List<PassageDraft> passages = ProductPassages.of(listing("热水器", null, attributes), Language.ZH);

        assertThat(passages).extracting(PassageDraft::titlePath).containsExactly("热水器", "热水器 > 安装说明");
        assertThat(passages.get(1).text()).startsWith("先测量安装位置");
        assertThat(passages.get(1).embeddedText()).startsWith("热水器 > 安装说明\n先测量");
        assertThat(passages.getFirst().text()).doesNotContain("膨胀螺栓");
    }

    @Test
    void lists_of_objects_become_readable_lines_in_the_merchants_order() {
        List<Map<String, Object>> faults = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("故障代码", "E" + i);
            fault.put("故障名称", "水温异常");
            fault.put("故障解决方案", "关机十分钟后重新通电,如仍报错请联系售后上门检修。");
            faults.add(fault);
        }
        List<PassageDraft> passages = ProductPassages.of(listing("热水器", null, Map.of("常见故障", faults)), Language.ZH);

        List<PassageDraft> cut = passages.subList(1, passages.size());
        assertThat(cut).hasSizeGreaterThan(1).allSatisfy(passage -> {
            assertThat(passage.titlePath()).isEqualTo("热水器 > 常见故障");
            assertThat(Sentences.length(passage.text())).isLessThanOrEqualTo(360);
        });
        assertThat(cut.getFirst().text().lines().findFirst().orElseThrow())
                .isEqualTo("故障代码\uFF1AE1\uFF1B故障名称\uFF1A水温异常\uFF1B故障解决方案\uFF1A关机十分钟后重新通电,如仍报错请联系售后上门检修");
        assertThat(String.join("\n", cut.stream().map(PassageDraft::text).toList())
                        .lines()
                        .count())
                .isEqualTo(12);
    }

    @Test
    void nested_objects_and_lists_inside_are_told_too() {
        Map<String, Object> warranty = new LinkedHashMap<>();
        warranty.put("整机", "两年");
        warranty.put("不保修", List.of("人为摔坏", "进水"));
        warranty.put("网点", List.of(Map.of("城市", "杭州"), Map.of("城市", "成都")));
        warranty.put("说明", "凭订单号报修,无需纸质保修卡,师傅会在两个工作日内联系并上门,检修不收上门费。");
        String all = String.join(
                "\n",
                ProductPassages.of(listing("热水器", null, Map.of("保修", warranty)), Language.ZH).stream()
                        .map(passage -> passage.titlePath() + "|" + passage.text())
                        .toList());

        assertThat(all).contains("整机\uFF1A两年", "不保修\uFF1A人为摔坏、进水", "城市\uFF1A杭州", "城市\uFF1A成都", "热水器 > 保修 > 网点|");
    }

    @Test
    void a_product_of_which_nothing_but_its_title_is_known_has_one_passage() {
        Product bare = new Product(
                "P", "壶", null, null, null, Map.of(), null, null, List.of(), ProductStatus.ACTIVE, Instant.EPOCH);
        Money price = new Money(77700, Currency.getInstance("CNY"));
        Listing listing = new Listing(bare, List.of(new Variant("P", "P", price, null, null, null, Map.of(), 1)));

        assertThat(ProductPassages.of(listing, Language.ZH))
                .extracting(PassageDraft::text)
                .containsExactly("壶");
    }

    @Test
    void an_english_product_speaks_english_and_is_measured_in_words() {
        String description = "The flask keeps tea hot for twelve hours, even on a windy ridge in March. ".repeat(20);
        List<PassageDraft> passages =
                ProductPassages.of(listing("Tarn Flask", description, Map.of("Volume", "0.75 l")), Language.EN);

        assertThat(passages.getFirst().text()).contains("Brand: 清泉; Category:", "Volume: 0.75 l");
        assertThat(passages).hasSizeGreaterThan(2).allSatisfy(passage -> {
            assertThat(passage.text().split("\\s+").length).isLessThanOrEqualTo(145);
            assertThat(passage.text()).endsWith("March.");
        });
        assertThat(passages.get(1).titlePath()).isEqualTo("Tarn Flask > Description");
    }

    @Test
    void text_without_any_sentence_end_is_cut_all_the_same() {
        List<PassageDraft> passages = ProductPassages.of(listing("壶", "水".repeat(1000), Map.of()), Language.ZH);

        assertThat(passages)
                .allSatisfy(
                        passage -> assertThat(Sentences.length(passage.text())).isLessThanOrEqualTo(360));
        assertThat(passages.stream()
                        .mapToLong(p -> p.text().chars().filter(c -> c == '水').count())
                        .sum())
                .isGreaterThanOrEqualTo(1000);
    }

    private static Listing listing(
            String title, @org.jspecify.annotations.Nullable String description, Map<String, Object> attributes) {
        Product product = new Product(
                "P",
                title,
                description,
                "厨房/水壶",
                "清泉",
                attributes,
                null,
                null,
                List.of(),
                ProductStatus.ACTIVE,
                Instant.EPOCH);
        Money price = new Money(77700, Currency.getInstance("CNY"));
        return new Listing(
                product,
                List.of(
                        new Variant("P-1", "P", price, null, "白色", null, Map.of(), 13),
                        new Variant("P-2", "P", price, null, "墨绿", null, Map.of(), 0)));
    }
}
