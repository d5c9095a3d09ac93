package dev.daogou.assistant.promotions;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a coupon's conditions for shoppers, in the language of the answer. */
final class CouponWords {

    private final Shop shop;
    private final Language language;
    private final Map<String, String> productTitles;

    /** @param productTitles titles of the products that coupons are for, by id */
    CouponWords(Shop shop, Language language, Map<String, String> productTitles) {
        this.shop = shop;
        this.language = language;
        this.productTitles = productTitles;
    }

    private String say(String chinese, String english) {
        return language == Language.ZH ? chinese : english;
    }

    /** When it ends, by the shop's clock; null when never. */
    @Nullable
    String endsAt(Coupon coupon) {
        return coupon.endsAt() == null ? null : CouponTimes.text(coupon.endsAt(), shop.timeZone(), language);
    }

    /** Everything that must hold to use it; null when nothing must. */
    @Nullable
    String conditions(Coupon coupon) {
        List<String> conditions = new ArrayList<>();
        if (coupon.audience() != Audience.ALL) {
            conditions.add(audience(coupon.audience()));
        }
        switch (coupon.scope()) {
            case CouponScope.WholeShop all -> {}
            case CouponScope.Category category ->
                conditions.add(say("限“" + category.path() + "”类商品", "for items in " + category.path()));
            case CouponScope.OneProduct product -> {
                String title = productTitles.getOrDefault(product.productId(), product.productId());
                conditions.add(say("限“" + title + "”", "for " + title));
            }
        }
        if (coupon.minSpendMinor() > 0) {
            String least = money(coupon.minSpendMinor());
            conditions.add(say("满" + least + "可用", "from " + least));
        }
        if (coupon.maxDiscountMinor() != null) {
            String most = money(coupon.maxDiscountMinor());
            conditions.add(say("至多减" + most, "up to " + most + " off"));
        }
        if (coupon.perShopper() != null) {
            conditions.add(say("每人限用" + coupon.perShopper() + "次", timesEach(coupon.perShopper())));
        }
        return conditions.isEmpty() ? null : String.join(say("，", ", "), conditions);
    }

    private static String timesEach(int times) {
        return switch (times) {
            case 1 -> "once per shopper";
            case 2 -> "twice per shopper";
            default -> times + " times per shopper";
        };
    }

    /** Whom it is for: {@code 限新客}. */
    String audience(Audience audience) {
        return switch (audience) {
            case ALL -> say("人人可用", "for everyone");
            case NEW -> say("限新客", "for new customers");
            case RETURNING -> say("限老客", "for returning customers");
            case DORMANT -> say("限很久没来的老客", "for customers who have been away for a while");
            case MEMBER -> say("限会员", "for members");
        };
    }

    private String money(long minor) {
        return new Money(minor, shop.currency()).text();
    }
}
