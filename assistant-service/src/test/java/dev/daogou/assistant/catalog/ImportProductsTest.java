package dev.daogou.assistant.catalog;

import static dev.daogou.assistant.catalog.CatalogRoom.OUTFITTER;
import static dev.daogou.assistant.catalog.CatalogRoom.TEAHOUSE;
import static dev.daogou.assistant.catalog.CatalogRoom.row;
import static dev.daogou.assistant.catalog.CatalogRoom.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportProductsTest {

    private final CatalogRoom room = new CatalogRoom();

    @Test
    void rows_of_one_product_become_its_variants() {
        ImportOutcome outcome = room.importProducts()
                .take(
                        TEAHOUSE,
                        rows(
                                row(
                                        2,
                                        "productId",
                                        "GW-1",
                                        "sku",
                                        "GW-1-H",
                                        "title",
                                        "盖碗",
                                        "category",
                                        "茶具/盖碗",
                                        "brand",
                                        "山前",
                                        "price",
                                        "88.50",
                                        "listPrice",
                                        "99",
                                        "currency",
                                        "CNY",
                                        "onHand",
                                        "7",
                                        "color",
                                        "白",
                                        "attributes",
                                        "{\"容量\":\"110毫升\",\"材质\":\"瓷\"}",
                                        "tags",
                                        "送礼;送长辈",
                                        "url",
                                        "/p/1"),
                                row(
                                        3,
                                        "productId",
                                        "GW-1",
                                        "sku",
                                        "GW-1-L",
                                        "price",
                                        "96",
                                        "color",
                                        "青",
                                        "attributes",
                                        "{\"容量\":\"150毫升\",\"材质\":\"瓷\"}")),
                        true,
                        false);

        assertThat(outcome).isEqualTo(new ImportOutcome(2, 0, 0, List.of()));
        Listing listing = room.products.find(TEAHOUSE.id(), "GW-1").orElseThrow();
        assertThat(listing.product().title()).isEqualTo("盖碗");
        assertThat(listing.product().tags()).containsExactly("送礼", "送长辈");
        assertThat(listing.product().status()).isEqualTo(ProductStatus.ACTIVE);
        assertThat(listing.variants())
                .extracting(Variant::sku, variant -> variant.price().amountMinor(), Variant::onHand)
                .containsExactly(tuple("GW-1-H", 8850L, 7), tuple("GW-1-L", 9600L, 0));
        assertThat(listing.product().attributes()).isEqualTo(Map.of("材质", "瓷"));
        assertThat(listing.variants())
                .extracting(variant -> variant.attributes().get("容量"))
                .containsExactly("110毫升", "150毫升");
    }

    @Test
    void every_mistake_is_named_with_its_line_and_field() {
        ImportOutcome outcome = room.importProducts()
                .take(
                        OUTFITTER,
                        rows(
                                row(2, "sku", "A", "title", "Boots", "price", "10"),
                                row(3, "productId", "B", "title", "Boots", "price", "10"),
                                row(4, "productId", "C", "sku", "C1", "price", "10"),
                                row(5, "productId", "D", "sku", "D1", "title", "Boots"),
                                row(6, "productId", "E", "sku", "E1", "title", "Boots", "price", "ten"),
                                row(7, "productId", "F", "sku", "F1", "title", "Boots", "price", "-1"),
                                row(8, "productId", "G", "sku", "G1", "title", "Boots", "price", "1.999"),
                                row(
                                        9,
                                        "productId",
                                        "H",
                                        "sku",
                                        "H1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "currency",
                                        "USD"),
                                row(
                                        10,
                                        "productId",
                                        "I",
                                        "sku",
                                        "I1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "attributes",
                                        "[1]"),
                                row(
                                        11,
                                        "productId",
                                        "J",
                                        "sku",
                                        "J1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "attributes",
                                        "{broken"),
                                row(
                                        12,
                                        "productId",
                                        "K",
                                        "sku",
                                        "K1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "status",
                                        "gone"),
                                row(
                                        13,
                                        "productId",
                                        "L",
                                        "sku",
                                        "L1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "onHand",
                                        "1.5"),
                                row(
                                        14,
                                        "productId",
                                        "M",
                                        "sku",
                                        "M1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "url",
                                        "javascript:alert(1)"),
                                row(15, "productId", "N", "sku", "N1", "title", "Boots", "price", 1e300),
                                row(
                                        16,
                                        "productId",
                                        "O",
                                        "sku",
                                        "O1",
                                        "title",
                                        "Boots",
                                        "price",
                                        "10",
                                        "category",
                                        "Shoes//Boots"),
                                row(17, "productId", "P", "sku", "P1", "title", "Boots", "price", "10", "onHand", "-3"),
                                row(18, "productId", "Q", "sku", "K1", "title", "Boots", "price", "10")),
                        true,
                        false);

        assertThat(outcome.rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(
                        tuple(2, "productId"),
                        tuple(3, "sku"),
                        tuple(4, "title"),
                        tuple(5, "price"),
                        tuple(6, "price"),
                        tuple(7, "price"),
                        tuple(8, "price"),
                        tuple(9, "currency"),
                        tuple(10, "attributes"),
                        tuple(11, "attributes"),
                        tuple(12, "status"),
                        tuple(13, "onHand"),
                        tuple(14, "url"),
                        tuple(15, "price"),
                        tuple(16, "category"),
                        tuple(17, "onHand"),
                        tuple(18, "sku"));
        assertThat(outcome.rejected())
                .extracting(RejectedRow::reason)
                .allSatisfy(reason -> assertThat(reason).isNotBlank().doesNotContain("Exception"));
        assertThat(room.products.count(OUTFITTER.id())).isZero();
    }

    @Test
    void several_mistakes_of_one_row_are_all_named() {
        ImportOutcome outcome = room.importProducts()
                .take(TEAHOUSE, rows(row(2, "title", "盖碗", "price", "abc", "status", "卖完")), true, false);

        assertThat(outcome.rejected())
                .extracting(RejectedRow::field)
                .containsExactlyInAnyOrder("productId", "sku", "price", "status");
    }

    @Test
    void one_wrong_row_keeps_all_out_unless_partial_is_asked_for() {
        List<ImportRow> rows = rows(
                row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10"),
                row(3, "productId", "B", "sku", "B1", "title", "茶", "price", "x"));

        assertThat(room.importProducts().take(TEAHOUSE, rows, true, false).accepted())
                .isZero();
        assertThat(room.products.count(TEAHOUSE.id())).isZero();

        ImportOutcome partial = room.importProducts().take(TEAHOUSE, rows, true, true);
        assertThat(partial.created()).isEqualTo(1);
        assertThat(partial.rejected()).hasSize(1);
        assertThat(room.products.find(TEAHOUSE.id(), "A")).isPresent();
    }

    @Test
    void a_row_whose_title_stood_in_a_wrong_row_is_refused_too() {
        ImportOutcome outcome = room.importProducts()
                .take(
                        TEAHOUSE,
                        rows(
                                row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "x"),
                                row(3, "productId", "A", "sku", "A2", "price", "10")),
                        true,
                        true);

        assertThat(outcome.accepted()).isZero();
        assertThat(outcome.rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(tuple(2, "price"), tuple(3, "title"));
    }

    @Test
    void a_dry_run_tells_what_would_happen_and_keeps_nothing() {
        ImportOutcome outcome = room.importProducts()
                .take(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10")), false, false);

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(room.products.count(TEAHOUSE.id())).isZero();
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }

    @Test
    void the_same_rows_again_change_nothing() {
        List<ImportRow> rows = rows(row(
                1,
                "productId",
                "A",
                "sku",
                "A1",
                "title",
                "茶",
                "price",
                10.5,
                "onHand",
                3,
                "attributes",
                Map.of("产地", Map.of("省", "福建"), "重量", List.of(1, 2.5)),
                "tags",
                List.of("岩茶")));
        room.sell(TEAHOUSE, rows);

        assertThat(room.importProducts().take(TEAHOUSE, rows, true, false))
                .isEqualTo(new ImportOutcome(0, 0, 1, List.of()));
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }

    @Test
    void a_new_price_is_an_update_that_needs_no_new_passages() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10", "onHand", "4")));

        ImportOutcome outcome = room.importProducts()
                .take(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "12")), true, false);

        assertThat(outcome).isEqualTo(new ImportOutcome(0, 1, 0, List.of()));
        Variant variant = room.products.variant(TEAHOUSE.id(), "A1").orElseThrow();
        assertThat(variant.price().amountMinor()).isEqualTo(1200);
        assertThat(variant.onHand()).as("a stock that is not told stays").isEqualTo(4);
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }

    @Test
    void rows_that_contradict_their_product_are_refused() {
        ImportOutcome outcome = room.importProducts()
                .take(
                        TEAHOUSE,
                        rows(
                                row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10", "category", "茶"),
                                row(3, "productId", "A", "sku", "A2", "title", "咖啡", "price", "10", "category", "咖啡")),
                        true,
                        false);

        assertThat(outcome.rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(tuple(3, "title"), tuple(3, "category"));
    }

    @Test
    void a_sku_of_another_product_is_refused() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10")));

        ImportOutcome outcome = room.importProducts()
                .take(TEAHOUSE, rows(row(2, "productId", "B", "sku", "A1", "title", "茶", "price", "10")), true, false);

        assertThat(outcome.rejected()).extracting(RejectedRow::field).containsExactly("sku");
    }

    @Test
    void shops_do_not_see_each_others_products() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10")));
        room.sell(OUTFITTER, rows(row(2, "productId", "A", "sku", "A1", "title", "Tea", "price", "3")));

        assertThat(room.products
                        .find(TEAHOUSE.id(), "A")
                        .orElseThrow()
                        .product()
                        .title())
                .isEqualTo("茶");
        assertThat(room.products
                        .find(OUTFITTER.id(), "A")
                        .orElseThrow()
                        .product()
                        .title())
                .isEqualTo("Tea");
    }

    @Test
    void six_hundred_variants_are_taken_in_a_few_seconds() {
        List<ImportRow> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(row(
                    i + 2,
                    "productId",
                    "P" + i / 12,
                    "sku",
                    "S" + i,
                    "title",
                    "商品" + i / 12,
                    "price",
                    "10.00",
                    "description",
                    "一段介绍。".repeat(100),
                    "size",
                    "规格" + i % 12));
        }
        long start = System.nanoTime();

        assertThat(room.importProducts().take(TEAHOUSE, rows, true, false).created())
                .isEqualTo(600);

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
        assertThat(room.publishing.pending(TEAHOUSE.id())).isEqualTo(50);
    }

    @Test
    void stock_is_set_by_sku_and_unknown_skus_are_named() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10", "onHand", "4")));

        assertThat(room.importStock().take(TEAHOUSE, rows(row(2, "sku", "A1", "onHand", "0")), true, false))
                .isEqualTo(new ImportOutcome(0, 1, 0, List.of()));
        assertThat(room.products.variant(TEAHOUSE.id(), "A1").orElseThrow().onHand())
                .isZero();
        assertThat(room.importStock()
                        .take(TEAHOUSE, rows(row(2, "sku", "A1", "onHand", 0)), true, false)
                        .unchanged())
                .isEqualTo(1);
        assertThat(room.importStock()
                        .take(
                                TEAHOUSE,
                                rows(
                                        row(2, "sku", "Z", "onHand", "1"),
                                        row(3, "sku", "A1"),
                                        row(4, "sku", "A1", "onHand", "viel")),
                                true,
                                false)
                        .rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(tuple(2, "sku"), tuple(3, "onHand"), tuple(4, "onHand"), tuple(4, "sku"));
    }

    @Test
    void complements_name_two_products_that_are_there() {
        room.sell(
                TEAHOUSE,
                rows(
                        row(2, "productId", "A", "sku", "A1", "title", "茶", "price", "10"),
                        row(3, "productId", "B", "sku", "B1", "title", "壶", "price", "10")));

        List<ImportRow> right = rows(row(2, "productId", "A", "complementId", "B", "reason", "泡着正好"));
        assertThat(room.importComplements().take(TEAHOUSE, right, true, false).created())
                .isEqualTo(1);
        assertThat(room.importComplements().take(TEAHOUSE, right, true, false).unchanged())
                .isEqualTo(1);
        assertThat(room.products.complementsOf(TEAHOUSE.id(), "A")).containsExactly(new Complement("A", "B", "泡着正好"));
        assertThat(room.importComplements()
                        .take(
                                TEAHOUSE,
                                rows(
                                        row(2, "productId", "A", "complementId", "A"),
                                        row(3, "productId", "A", "complementId", "X"),
                                        row(4, "complementId", "B")),
                                true,
                                false)
                        .rejected())
                .extracting(RejectedRow::line, RejectedRow::field)
                .containsExactly(tuple(2, "complementId"), tuple(3, "complementId"), tuple(4, "productId"));
    }
}
