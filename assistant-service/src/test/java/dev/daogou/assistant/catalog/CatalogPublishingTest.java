package dev.daogou.assistant.catalog;

import static dev.daogou.assistant.catalog.CatalogRoom.TEAHOUSE;
import static dev.daogou.assistant.catalog.CatalogRoom.row;
import static dev.daogou.assistant.catalog.CatalogRoom.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.Source;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatalogPublishingTest {

    private final CatalogRoom room = new CatalogRoom();

    @Test
    void a_product_is_pending_until_it_can_be_found() {
        room.importProducts()
                .take(
                        TEAHOUSE,
                        rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10", "url", "/a")),
                        true,
                        false);
        assertThat(room.publishing.pending(TEAHOUSE.id())).isEqualTo(1);

        room.publishing.publishPending();

        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
        Source source =
                room.knowledge.passagesOf("teahouse", "product:A").getFirst().source();
        assertThat(source.kind()).isEqualTo(PassageKind.PRODUCT);
        assertThat(source.productId()).isEqualTo("A");
        assertThat(source.url()).isEqualTo("/a");
    }

    @Test
    void changed_words_replace_the_old_ones() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10")));
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "白茶", "price", "10")));

        assertThat(room.knowledge.passagesOf("teahouse", "product:A").getFirst().text())
                .startsWith("白茶");
    }

    @Test
    void a_product_taken_off_sale_is_found_no_more() {
        room.sell(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10")));
        room.sell(
                TEAHOUSE,
                rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10", "status", "inactive")));

        assertThat(room.knowledge.passagesOf("teahouse", "product:A")).isEmpty();
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }

    @Test
    void what_could_not_be_published_is_tried_again_later() {
        room.memory.failing = true;
        room.importProducts()
                .take(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10")), true, false);
        room.publishing.publishPending();
        assertThat(room.publishing.pending(TEAHOUSE.id())).isEqualTo(1);

        room.memory.failing = false;
        room.publishing.publishPending();
        assertThat(room.publishing.pending(TEAHOUSE.id())).as("not at once").isEqualTo(1);
        room.clock.forward(Duration.ofSeconds(20));
        room.publishing.publishPending();
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }

    @Test
    void one_product_that_cannot_be_published_does_not_keep_the_others_back() {
        room.memory.poison = "product:B";
        room.importProducts()
                .take(
                        TEAHOUSE,
                        rows(
                                row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10"),
                                row(3, "productId", "B", "sku", "B1", "title", "红茶", "price", "10"),
                                row(4, "productId", "C", "sku", "C1", "title", "白茶", "price", "10")),
                        true,
                        false);

        room.publishing.publishPending();

        assertThat(room.publishing.pending(TEAHOUSE.id())).isEqualTo(1);
        assertThat(room.knowledge.passagesOf("teahouse", "product:C")).isNotEmpty();
    }

    @Test
    void the_worker_publishes_after_the_commit_and_after_a_restart() throws InterruptedException {
        room.importProducts()
                .take(TEAHOUSE, rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10")), true, false);
        try {
            room.publishing.start();
            awaitPublished();
            room.database.transactions().executeWithoutResult(transaction -> {
                room.importProducts()
                        .take(
                                TEAHOUSE,
                                rows(row(2, "productId", "B", "sku", "B1", "title", "白茶", "price", "10")),
                                true,
                                false);
                assertThat(room.knowledge.passagesOf("teahouse", "product:B")).isEmpty();
            });
            awaitPublished();
        } finally {
            room.publishing.stop();
        }
        assertThat(room.knowledge.passagesOf("teahouse", "product:A")).isNotEmpty();
        assertThat(room.knowledge.passagesOf("teahouse", "product:B")).isNotEmpty();
    }

    @Test
    void an_import_that_is_rolled_back_publishes_nothing() {
        room.database.transactions().executeWithoutResult(transaction -> {
            room.importProducts()
                    .take(
                            TEAHOUSE,
                            rows(row(2, "productId", "A", "sku", "A1", "title", "岩茶", "price", "10")),
                            true,
                            false);
            transaction.setRollbackOnly();
        });
        room.publishing.publishPending();

        assertThat(room.products.count(TEAHOUSE.id())).isZero();
        assertThat(room.memory.sources).isEmpty();
    }

    private void awaitPublished() throws InterruptedException {
        for (int i = 0; i < 100 && room.publishing.pending(TEAHOUSE.id()) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(30);
        }
        assertThat(room.publishing.pending(TEAHOUSE.id())).isZero();
    }
}
