package dev.daogou.assistant.shopper;

import dev.daogou.assistant.shop.ShopId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What shoppers are called, for the staff who talk with them. */
@Repository
public class ShopperNames {

    private final JdbcClient jdbc;

    ShopperNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The name the shop vouched for; empty for a visitor. */
    public Optional<String> of(ShopId shop, ShopperId shopper) {
        return jdbc.sql("SELECT name FROM shopper WHERE shop_id = :shop AND id = :id AND name IS NOT NULL")
                .param("shop", shop.value())
                .param("id", shopper.value())
                .query(String.class)
                .optional();
    }
}
