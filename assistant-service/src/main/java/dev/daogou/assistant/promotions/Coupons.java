package dev.daogou.assistant.promotions;

import dev.daogou.assistant.shop.ShopId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The coupons of every shop. */
@Repository
class Coupons {

    private final JdbcClient jdbc;

    Coupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The coupons that hold at this moment and are not used up, for whomever, in the order they apply. */
    List<Coupon> runningAt(ShopId shop, Instant moment) {
        return jdbc
                .sql("""
                        select code, title, kind, value, min_spend_minor, max_discount_minor, scope, audience,
                               starts_at, ends_at, stack_group, priority, quota, per_shopper
                        from coupon
                        where shop_id = :shop
                          and (starts_at is null or starts_at <= :moment)
                          and (ends_at is null or ends_at >= :moment)
                        """)
                .param("shop", shop.value())
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(Coupons::read)
                .list()
                .stream()
                .filter(coupon -> coupon.runsAt(moment))
                .sorted(Coupon.APPLICATION_ORDER)
                .toList();
    }

    /** The coupons of these codes, running or not. */
    List<Coupon> coded(ShopId shop, Collection<String> codes) {
        if (codes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select code, title, kind, value, min_spend_minor, max_discount_minor, scope, audience,
                               starts_at, ends_at, stack_group, priority, quota, per_shopper
                        from coupon
                        where shop_id = :shop and code in (:codes)
                        """)
                .param("shop", shop.value())
                .param("codes", codes)
                .query(Coupons::read)
                .list();
    }

    void save(ShopId shop, Coupon coupon, Instant now) {
        jdbc.sql("""
                        insert into coupon (shop_id, code, title, kind, value, min_spend_minor, max_discount_minor, scope,
                                            audience, starts_at, ends_at, stack_group, priority, quota, per_shopper,
                                            updated_at)
                        values (:shop, :code, :title, :kind, :value, :minSpend, :maxDiscount, :scope,
                                :audience, :startsAt, :endsAt, :stackGroup, :priority, :quota, :perShopper, :now)
                        on conflict (shop_id, code) do update
                        set title = excluded.title,
                            kind = excluded.kind,
                            value = excluded.value,
                            min_spend_minor = excluded.min_spend_minor,
                            max_discount_minor = excluded.max_discount_minor,
                            scope = excluded.scope,
                            audience = excluded.audience,
                            starts_at = excluded.starts_at,
                            ends_at = excluded.ends_at,
                            stack_group = excluded.stack_group,
                            priority = excluded.priority,
                            quota = excluded.quota,
                            per_shopper = excluded.per_shopper,
                            updated_at = excluded.updated_at
                        """)
                .param("shop", shop.value())
                .param("code", coupon.code())
                .param("title", coupon.title())
                .param("kind", coupon.kind().wireName())
                .param("value", coupon.value())
                .param("minSpend", coupon.minSpendMinor())
                .param("maxDiscount", coupon.maxDiscountMinor())
                .param("scope", coupon.scope().text())
                .param("audience", coupon.audience().wireName())
                .param("startsAt", inDatabase(coupon.startsAt()))
                .param("endsAt", inDatabase(coupon.endsAt()))
                .param("stackGroup", coupon.stackGroup())
                .param("priority", coupon.priority())
                .param("quota", coupon.quota())
                .param("perShopper", coupon.perShopper())
                .param("now", inDatabase(now))
                .update();
    }

    private static Coupon read(ResultSet row, int number) throws SQLException {
        return new Coupon(
                row.getString("code"),
                row.getString("title"),
                CouponKind.of(row.getString("kind")).orElseThrow(),
                row.getBigDecimal("value"),
                row.getLong("min_spend_minor"),
                row.getObject("max_discount_minor", Long.class),
                CouponScope.of(row.getString("scope")).orElseThrow(),
                Audience.of(row.getString("audience")).orElseThrow(),
                moment(row.getObject("starts_at", OffsetDateTime.class)),
                moment(row.getObject("ends_at", OffsetDateTime.class)),
                row.getString("stack_group"),
                row.getInt("priority"),
                row.getObject("quota", Integer.class),
                row.getObject("per_shopper", Integer.class));
    }

    private static @Nullable Instant moment(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime inDatabase(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
