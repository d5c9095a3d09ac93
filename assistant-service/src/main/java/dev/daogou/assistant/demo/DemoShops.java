package dev.daogou.assistant.demo;

import dev.daogou.assistant.shop.ShopId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which shops are demo shops, and whether they have got all of their files. */
@Repository
class DemoShops {

    /** Every folder under {@code classpath:demo/}, in the order they are opened. */
    static final List<ShopId> IN_THIS_PROGRAM = List.of(new ShopId("demo"), new ShopId("demo-en"));

    private final JdbcClient jdbc;
    private final Clock clock;

    DemoShops(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isDemo(ShopId shop) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM demo_shop WHERE shop_id = :shop)")
                .param("shop", shop.value())
                .query(Boolean.class)
                .single();
    }

    boolean isGiven(ShopId shop) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM demo_shop WHERE shop_id = :shop AND given_at IS NOT NULL)")
                .param("shop", shop.value())
                .query(Boolean.class)
                .single();
    }

    void begin(ShopId shop) {
        jdbc.sql("INSERT INTO demo_shop (shop_id) VALUES (:shop) ON CONFLICT DO NOTHING")
                .param("shop", shop.value())
                .update();
    }

    void given(ShopId shop) {
        jdbc.sql("UPDATE demo_shop SET given_at = :now WHERE shop_id = :shop")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("shop", shop.value())
                .update();
    }
}
