package dev.daogou.assistant.catalog;

import dev.daogou.assistant.TestDatabase;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shopper.ShopperContext;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The room with a real database, one Chinese and one English shop. */
final class CatalogRoom {

    static final Shop TEAHOUSE = new Shop(
            new ShopId("teahouse"),
            "山前",
            Language.ZH,
            Currency.getInstance("CNY"),
            ZoneId.of("Asia/Shanghai"),
            null,
            null);
    static final Shop OUTFITTER = new Shop(
            new ShopId("outfitter"),
            "Outfitter",
            Language.EN,
            Currency.getInstance("GBP"),
            ZoneId.of("Europe/London"),
            null,
            null);

    private static final TestDatabase DATABASE = TestDatabase.with("V40__catalog.sql");

    final TestDatabase database = DATABASE;
    final SettableClock clock = new SettableClock();
    final JsonMapper json = JsonMapper.builder().build();
    final Products products = new Products(database.jdbc(), json);
    final InMemoryKnowledge memory = new InMemoryKnowledge();
    final KnowledgeBase knowledge;
    final CatalogPublishing publishing;
    final NamedProduct namedProduct = new NamedProduct(products);

    /** Empty again. */
    CatalogRoom() {
        database.jdbc().sql("truncate product, variant, complement").update();
        this.knowledge = memory;
        this.publishing = new CatalogPublishing(products, memory, new TwoShops(), database.jdbc(), json, clock);
    }

    ImportKind importProducts() {
        return new ImportProducts(products, publishing, database.jdbc(), json, clock);
    }

    ImportKind importStock() {
        return new ImportStock(products, database.jdbc(), json, clock);
    }

    ImportKind importComplements() {
        return new ImportComplements(database.jdbc(), json);
    }

    /** Takes rows that must all be right and publishes them. */
    void sell(Shop shop, List<ImportRow> rows) {
        ImportOutcome outcome = importProducts().take(shop, rows, true, false);
        if (!outcome.rejected().isEmpty()) {
            throw new AssertionError(outcome.rejected());
        }
        publishing.publishPending();
    }

    ToolContext visitorOf(Shop shop) {
        return new ToolContext(
                new ShopperContext(shop, new ShopperId(UUID.randomUUID()), null, null, Locale.CHINA),
                UUID.randomUUID(),
                shop.language());
    }

    /** One row from names and values in turn. */
    static ImportRow row(int line, Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return new ImportRow(line, map);
    }

    static List<ImportRow> rows(ImportRow... rows) {
        return List.of(rows);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> listOfMaps(Object value) {
        return (List<Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** A clock that stands still until it is set. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T04:00:00Z");

        void forward(java.time.Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class TwoShops implements Shops {
        @Override
        public Shop shop(ShopId id) {
            return all().stream()
                    .filter(shop -> shop.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new ShopUnknown(id.value()));
        }

        @Override
        public List<Shop> all() {
            return new ArrayList<>(List.of(TEAHOUSE, OUTFITTER));
        }

        @Override
        public Shop open(Shop shop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] identitySecret(ShopId id) {
            throw new UnsupportedOperationException();
        }
    }
}
