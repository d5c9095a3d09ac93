package dev.daogou.assistant.catalog;

import static dev.daogou.assistant.catalog.CatalogRoom.OUTFITTER;
import static dev.daogou.assistant.catalog.CatalogRoom.TEAHOUSE;
import static dev.daogou.assistant.catalog.CatalogRoom.listOfMaps;
import static dev.daogou.assistant.catalog.CatalogRoom.map;
import static dev.daogou.assistant.catalog.CatalogRoom.row;
import static dev.daogou.assistant.catalog.CatalogRoom.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProductToolsTest {

    private final CatalogRoom room = new CatalogRoom();
    private final ToolContext visitor = room.visitorOf(TEAHOUSE);

    @BeforeEach
    void a_small_teahouse() {
        room.sell(
                TEAHOUSE,
                rows(
                        row(
                                2,
                                "productId",
                                "GW",
                                "sku",
                                "GW-W",
                                "title",
                                "手绘盖碗",
                                "category",
                                "茶具/盖碗",
                                "price",
                                "199.00",
                                "onHand",
                                "9",
                                "color",
                                "月白色",
                                "size",
                                "110毫升",
                                "description",
                                "薄胎白瓷的盖碗。拿着不烫手,新手也好用。",
                                "attributes",
                                "{\"材质\":\"瓷\",\"产地\":\"景德镇\"}"),
                        row(
                                3,
                                "productId",
                                "GW",
                                "sku",
                                "GW-B",
                                "price",
                                "259.00",
                                "onHand",
                                "3",
                                "color",
                                "曜石黑",
                                "size",
                                "150毫升"),
                        row(
                                4,
                                "productId",
                                "GW",
                                "sku",
                                "GW-R",
                                "price",
                                "189.00",
                                "onHand",
                                "0",
                                "color",
                                "霁红",
                                "size",
                                "110毫升"),
                        row(
                                5,
                                "productId",
                                "GP",
                                "sku",
                                "GP-1",
                                "title",
                                "粗陶盖碗",
                                "category",
                                "茶具/盖碗",
                                "price",
                                "89.90",
                                "onHand",
                                "20",
                                "description",
                                "柴烧粗陶的盖碗。有火痕,每只不同。",
                                "attributes",
                                "{\"材质\":\"陶\",\"产地\":\"景德镇\"}"),
                        row(
                                6,
                                "productId",
                                "GX",
                                "sku",
                                "GX-1",
                                "title",
                                "琉璃盖碗",
                                "category",
                                "茶具/盖碗",
                                "price",
                                "399",
                                "listPrice",
                                "499",
                                "onHand",
                                "0"),
                        row(
                                7,
                                "productId",
                                "YC",
                                "sku",
                                "YC-1",
                                "title",
                                "武夷岩茶",
                                "category",
                                "茶叶/乌龙",
                                "price",
                                "168.50",
                                "onHand",
                                "2",
                                "description",
                                "炭焙足火的岩茶。花果香,耐泡。"),
                        row(
                                8,
                                "productId",
                                "CP",
                                "sku",
                                "CP-1",
                                "title",
                                "旧款茶盘",
                                "category",
                                "茶具/茶盘",
                                "price",
                                "66",
                                "onHand",
                                "5",
                                "status",
                                "inactive")));
        room.importComplements()
                .take(
                        TEAHOUSE,
                        rows(
                                row(2, "productId", "GW", "complementId", "YC", "reason", "岩茶用盖碗泡最能出香"),
                                row(3, "productId", "GW", "complementId", "GP", "reason", "备用"),
                                row(4, "productId", "YC", "complementId", "GX"),
                                row(5, "productId", "YC", "complementId", "CP")),
                        true,
                        false);
    }

    private ToolResult find(
            @Nullable String query, @Nullable Double min, @Nullable Double max, @Nullable String category) {
        return new FindProducts(room.products, room.knowledge, new FittingSentence(room.knowledge))
                .call(new FindProducts.Arguments(query, min, max, category, null, null, null, null), visitor);
    }

    private static List<Object> ids(ToolResult result) {
        return listOfMaps(result.facts().get("products")).stream()
                .map(product -> product.get("productId"))
                .toList();
    }

    @Test
    void products_are_found_by_what_they_say_with_a_reason_of_their_own() {
        ToolResult result = find("好用的白瓷盖碗", null, null, null);

        assertThat(ids(result)).startsWith("GW");
        Map<String, Object> first = listOfMaps(result.facts().get("products")).getFirst();
        assertThat(first).containsEntry("reason", "薄胎白瓷的盖碗。").containsEntry("inStock", true);
        assertThat(map(first.get("price"))).isEqualTo(Map.of("amount", "199.00", "currency", "CNY", "text", "¥199"));
        assertThat(result.cards().getFirst())
                .containsEntry("kind", "product")
                .containsEntry("productId", "GW")
                .containsEntry("price", Map.of("amountMinor", 19900L, "currency", "CNY"))
                .containsEntry("reason", "薄胎白瓷的盖碗。");
    }

    @Test
    void a_budget_is_obeyed_to_the_cent() {
        assertThat(ids(find("盖碗", null, 199.00, null))).contains("GW");
        assertThat(ids(find("盖碗", null, 198.99, null))).doesNotContain("GW").contains("GP");
        assertThat(ids(find("盖碗", 89.91, 300.0, null))).contains("GW").doesNotContain("GP");
        assertThat(ids(find("盖碗", 89.90, 89.90, null))).containsExactly("GP");
    }

    @Test
    void of_a_product_with_several_prices_the_one_within_the_budget_is_told() {
        Map<String, Object> product = listOfMaps(
                        find("手绘盖碗", 200.0, 300.0, null).facts().get("products"))
                .getFirst();

        assertThat(product)
                .containsEntry("sku", "GW-B")
                .containsEntry("choice", "曜石黑 150毫升")
                .containsEntry("left", 3);
        assertThat(map(product.get("price"))).containsEntry("text", "¥259");
    }

    @Test
    void what_is_sold_out_is_never_recommended() {
        assertThat(ids(find("琉璃盖碗", null, null, null))).doesNotContain("GX");
        assertThat(find("琉璃盖碗", 399.0, 399.0, null).facts())
                .containsEntry("found", false)
                .containsEntry("soldOutText", "琉璃盖碗");
    }

    @Test
    void what_is_not_on_sale_any_more_is_not_found() {
        assertThat(ids(find("旧款茶盘", null, null, null))).doesNotContain("CP");
    }

    @Test
    void nothing_relevant_is_an_empty_list() {
        ToolResult result = find("zzz qqq", null, null, null);

        assertThat(result.facts()).containsEntry("found", false).containsEntry("count", 0);
        assertThat(result.cards()).isEmpty();
    }

    @Test
    void when_all_that_fits_is_too_dear_the_closest_is_told() {
        ToolResult result = find("盖碗", null, 50.0, null);

        assertThat(result.facts()).containsEntry("found", false);
        assertThat(map(result.facts().get("closestOutsidePrice"))).containsEntry("productId", "GP");
        assertThat(map(result.facts().get("maxPrice"))).containsEntry("text", "¥50");
    }

    @Test
    void a_category_holds_for_everything_under_it_and_may_be_named_in_part() {
        assertThat(ids(find(null, null, null, "茶具"))).containsExactlyInAnyOrder("GW", "GP");
        assertThat(ids(find("推荐一下", null, null, "盖碗"))).containsExactlyInAnyOrder("GW", "GP");
        assertThat(ids(find("香", null, null, "茶叶/乌龙"))).containsExactly("YC");
    }

    @Test
    void products_already_seen_are_left_out() {
        ToolResult result = new FindProducts(room.products, room.knowledge, new FittingSentence(room.knowledge))
                .call(new FindProducts.Arguments("盖碗", null, null, null, null, List.of("GW"), null, null), visitor);

        assertThat(ids(result)).containsExactly("GP");
    }

    @Test
    void another_shops_products_are_never_found() {
        ToolResult result = new FindProducts(room.products, room.knowledge, new FittingSentence(room.knowledge))
                .call(
                        new FindProducts.Arguments("盖碗", null, null, null, null, null, null, null),
                        room.visitorOf(OUTFITTER));

        assertThat(ids(result)).isEmpty();
    }

    @Test
    void details_tell_the_price_range_choices_attributes_and_stock() {
        Map<String, Object> facts = new ProductDetails(room.namedProduct)
                .call(new ProductDetails.Arguments("GW"), visitor)
                .facts();

        assertThat(facts)
                .containsEntry("priceText", "¥199–¥259")
                .containsEntry("colorsText", "月白色、曜石黑、霁红")
                .containsEntry("attributesText", "材质\uFF1A瓷\uFF1B产地\uFF1A景德镇")
                .containsEntry("inStock", true);
        assertThat(listOfMaps(facts.get("variants"))).hasSize(3);
    }

    @Test
    void an_unknown_product_is_a_mistake_that_says_how_to_mend_it() {
        assertThatThrownBy(
                        () -> new ProductDetails(room.namedProduct).call(new ProductDetails.Arguments("NO"), visitor))
                .isInstanceOf(ToolMistake.class)
                .hasMessageContaining("find_products");
    }

    private Map<String, Object> stock(String productId, @Nullable String color, @Nullable String size) {
        return new CheckStock(room.namedProduct)
                .call(new CheckStock.Arguments(productId, color, size), visitor)
                .facts();
    }

    @Test
    void a_colour_is_understood_loosely_and_low_stock_is_told_exactly() {
        assertThat(stock("GW", "黑色", null))
                .containsEntry("inStock", true)
                .containsEntry("low", true)
                .containsEntry("left", 3)
                .containsEntry("asked", "曜石黑 150毫升")
                .containsEntry("othersText", "月白色 110毫升");
        assertThat(stock("GW", "black", null)).containsEntry("left", 3);
    }

    @Test
    void enough_stock_is_told_without_a_figure() {
        assertThat(stock("GW", "白", "110毫升"))
                .containsEntry("inStock", true)
                .containsEntry("soldOut", false)
                .doesNotContainKeys("low", "left");
    }

    @Test
    void sold_out_and_never_made_are_two_different_things() {
        assertThat(stock("GW", "红色", null))
                .containsEntry("inStock", false)
                .containsEntry("soldOut", true)
                .containsEntry("noSuchVariant", false);
        assertThat(stock("GW", "紫色", null))
                .containsEntry("inStock", false)
                .containsEntry("soldOut", false)
                .containsEntry("noSuchVariant", true);
        assertThat(stock("CP", null, null)).containsEntry("inStock", false).containsEntry("onSale", false);
    }

    private CompareProducts compare() {
        return new CompareProducts(room.namedProduct, new BetterSuited(new FittingSentence(room.knowledge)));
    }

    @Test
    void two_products_are_laid_side_by_side() {
        ToolResult result = compare().call(new CompareProducts.Arguments(List.of("GW", "GP"), null), visitor);

        assertThat(listOfMaps(result.facts().get("differences")))
                .extracting(row -> row.get("name"))
                .contains("材质")
                .doesNotContain("产地");
        assertThat(listOfMaps(result.facts().get("same"))).contains(Map.of("name", "产地", "value", "景德镇"));
        assertThat(map(result.facts().get("cheapest"))).containsEntry("productId", "GP");
        assertThat(map(result.facts().get("priceDifference"))).containsEntry("text", "¥109.10");
        assertThat(result.cards().getFirst()).containsEntry("kind", "comparison");
        assertThatThrownBy(() -> compare().call(new CompareProducts.Arguments(List.of("GW", "GW"), null), visitor))
                .isInstanceOf(ToolMistake.class);
    }

    @Test
    void complements_are_in_stock_and_never_of_the_same_sort() {
        FindComplements complements = new FindComplements(room.namedProduct, room.products);

        ToolResult result = complements.call(new FindComplements.Arguments("GW"), visitor);
        assertThat(ids(result)).containsExactly("YC");
        assertThat(listOfMaps(result.facts().get("products")).getFirst()).containsEntry("reason", "岩茶用盖碗泡最能出香");
        assertThat(complements
                        .call(new FindComplements.Arguments("YC"), visitor)
                        .facts())
                .containsEntry("found", false);
    }

    @Test
    void alternatives_are_of_the_same_category_and_in_stock() {
        FindAlternatives alternatives = new FindAlternatives(room.namedProduct, room.products);

        ToolResult cheaper =
                alternatives.call(new FindAlternatives.Arguments("GW", FindAlternatives.Direction.CHEAPER), visitor);
        assertThat(ids(cheaper)).containsExactly("GP");
        assertThat(map(listOfMaps(cheaper.facts().get("products")).getFirst().get("cheaperBy")))
                .containsEntry("text", "¥109.10");
        assertThat(ids(alternatives.call(
                        new FindAlternatives.Arguments("GW", FindAlternatives.Direction.DEARER), visitor)))
                .isEmpty();
    }

    @Test
    void sizes_and_colours_are_matched_as_people_write_them() {
        assertThat(SizeNames.meant("m码", List.of("S", "M", "L"))).containsExactly("M");
        assertThat(SizeNames.meant("大号", List.of("S", "M", "L", "XL"))).containsExactly("L");
        assertThat(SizeNames.meant("XXL", List.of("XL", "2XL"))).containsExactly("2XL");
        assertThat(SizeNames.meant("42", List.of("41码", "42码"))).containsExactly("42码");
        assertThat(SizeNames.meant("32", List.of("W30", "W32"))).containsExactly("W32");
        assertThat(SizeNames.meant("5XL", List.of("XL", "L"))).isEmpty();
        assertThat(ColorNames.meant("黑", List.of("黑色", "曜石黑"))).containsExactly("黑色");
        assertThat(ColorNames.meant("dark black", List.of("Black", "White"))).containsExactly("Black");
        assertThat(ColorNames.meant("gray", List.of("Grey marl", "Navy"))).containsExactly("Grey marl");
        assertThat(ColorNames.meant("蓝色", List.of("藏青", "米白"))).containsExactly("藏青");
        assertThat(ColorNames.meant("red", List.of("Weathered oak"))).isEmpty();
    }
}
