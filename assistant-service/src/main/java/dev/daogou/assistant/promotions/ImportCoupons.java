package dev.daogou.assistant.promotions;

import static java.util.stream.Collectors.toMap;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.assistant.shop.imports.RowCheck;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The coupons of a file, one a row. A coupon of a known code is changed wholly: what its row leaves empty is empty
 * afterwards.
 */
@Component
class ImportCoupons implements ImportKind {

    private static final List<String> COLUMNS = List.of(
            "code",
            "title",
            "kind",
            "value",
            "minSpend",
            "maxDiscount",
            "scope",
            "audience",
            "startsAt",
            "endsAt",
            "stackGroup",
            "priority",
            "quota",
            "perShopper");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final int PERCENT_DECIMALS = 4;

    private final Coupons coupons;
    private final Clock clock;

    ImportCoupons(Coupons coupons, Clock clock) {
        this.coupons = coupons;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "coupons";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("code", "kind");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        List<RejectedRow> rejected = new ArrayList<>();
        List<Coupon> right = read(shop, rows, rejected);
        if (store && !partial && !rejected.isEmpty()) {
            return new ImportOutcome(0, 0, 0, rejected);
        }
        Map<String, Coupon> known = coupons
                .coded(shop.id(), right.stream().map(Coupon::code).toList())
                .stream()
                .collect(toMap(Coupon::code, Function.identity()));
        Instant now = clock.instant();
        int created = 0;
        int updated = 0;
        for (Coupon coupon : right) {
            Coupon before = known.get(coupon.code());
            if (coupon.equals(before)) {
                continue;
            }
            if (before == null) {
                created++;
            } else {
                updated++;
            }
            if (store) {
                coupons.save(shop.id(), coupon, now);
            }
        }
        return new ImportOutcome(created, updated, right.size() - created - updated, rejected);
    }

    private static List<Coupon> read(Shop shop, List<ImportRow> rows, List<RejectedRow> rejected) {
        Map<String, Integer> lineOfCode = new HashMap<>();
        List<Coupon> right = new ArrayList<>();
        for (ImportRow row : rows) {
            RowCheck check = new RowCheck(shop, row);
            Optional<Coupon> coupon = read(shop, row, check);
            String code = row.text("code");
            Integer earlier = code == null ? null : lineOfCode.putIfAbsent(code, row.line());
            if (earlier != null) {
                check.refuse(
                        "code",
                        "券码“" + code + "”在第" + earlier + "行已经出现",
                        "The code '" + code + "' stands in line " + earlier + " already");
            }
            if (check.right() && coupon.isPresent()) {
                right.add(coupon.get());
            } else {
                rejected.addAll(check.mistakes());
            }
        }
        return right;
    }

    private static Optional<Coupon> read(Shop shop, ImportRow row, RowCheck check) {
        String code = check.required("code", 100);
        String title = check.text("title", 300);
        CouponKind kind = kind(check);
        BigDecimal value = value(kind, row, check);
        Money minSpend = check.money("minSpend");
        Money maxDiscount = check.money("maxDiscount");
        if (maxDiscount != null && maxDiscount.amountMinor() == 0) {
            check.refuse(
                    "maxDiscount", "最多减0元等于没有优惠;不设上限请留空", "At most 0 off is no discount; leave it empty for no limit");
        }
        CouponScope scope = scope(check);
        Audience audience = audience(check);
        Instant startsAt = time("startsAt", CouponTimes::startOf, shop, check);
        Instant endsAt = time("endsAt", CouponTimes::endOf, shop, check);
        if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
            check.refuse("endsAt", "结束时间早于开始时间", "It ends before it starts");
        }
        String stackGroup = check.text("stackGroup", 100);
        int priority = priority(check);
        Integer quota = check.count("quota");
        Integer perShopper = check.count("perShopper");
        if (!check.right() || kind == null || scope == null || audience == null) {
            return Optional.empty();
        }
        return Optional.of(new Coupon(
                code,
                title == null ? code : title,
                kind,
                value,
                minSpend == null ? 0 : minSpend.amountMinor(),
                maxDiscount == null ? null : maxDiscount.amountMinor(),
                scope,
                audience,
                startsAt,
                endsAt,
                stackGroup,
                priority,
                quota,
                perShopper));
    }

    private static @Nullable CouponKind kind(RowCheck check) {
        String text = check.required("kind", 40);
        CouponKind kind = CouponKind.of(text).orElse(null);
        if (kind == null && !text.isEmpty()) {
            check.refuse(
                    "kind",
                    "没有“" + text + "”这种优惠,请用" + CouponKind.names() + "之一",
                    "'" + text + "' is not a kind of coupon; use one of " + CouponKind.names());
        }
        return kind;
    }

    private static BigDecimal value(@Nullable CouponKind kind, ImportRow row, RowCheck check) {
        if (row.text("value") == null) {
            if (kind != null && kind.lowersTotal()) {
                check.refuse("value", "缺少value", "value is missing");
            }
            return BigDecimal.ZERO;
        }
        if (kind == CouponKind.PERCENT_OFF) {
            return percent(check);
        }
        Money amount = check.money("value");
        return amount == null ? BigDecimal.ZERO : amount.major();
    }

    private static BigDecimal percent(RowCheck check) {
        BigDecimal percent = check.figure("value", "10");
        if (percent == null) {
            return BigDecimal.ZERO;
        }
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            check.refuse("value", "百分比不能超过100;10表示减10%,即九折", "A percentage is at most 100; 10 means 10 % off");
            return BigDecimal.ZERO;
        }
        if (percent.stripTrailingZeros().scale() > PERCENT_DECIMALS) {
            check.refuse(
                    "value",
                    "百分比最多" + PERCENT_DECIMALS + "位小数",
                    "A percentage has at most " + PERCENT_DECIMALS + " decimals");
            return BigDecimal.ZERO;
        }
        return percent;
    }

    private static @Nullable CouponScope scope(RowCheck check) {
        String text = check.text("scope", 400);
        CouponScope scope = CouponScope.of(text == null ? "all" : text).orElse(null);
        if (scope == null) {
            check.refuse(
                    "scope",
                    "应写成all、category:家具/沙发或product:商品编号",
                    "This is all, category:Furniture/Sofas or product:ID");
        }
        return scope;
    }

    private static @Nullable Audience audience(RowCheck check) {
        String text = Objects.requireNonNullElse(check.text("audience", 40), "all");
        Audience audience = Audience.of(text).orElse(null);
        if (audience == null) {
            check.refuse(
                    "audience",
                    "没有“" + text + "”这类顾客,请用" + Audience.names() + "之一",
                    "'" + text + "' is not an audience; use one of " + Audience.names());
        }
        return audience;
    }

    private static @Nullable Instant time(String field, CouponTimes.Reading reading, Shop shop, RowCheck check) {
        String text = check.text(field, 60);
        if (text == null) {
            return null;
        }
        Optional<Instant> time = reading.read(text, shop.timeZone());
        if (time.isEmpty()) {
            check.refuse(
                    field,
                    "不是时间,应写成2026-11-11、2026-11-11 20:00或2026-11-11T20:00:00+08:00",
                    "This is not a time; write 2026-11-11, 2026-11-11 20:00 or 2026-11-11T20:00:00+00:00");
        }
        return time.orElse(null);
    }

    /** Below zero is fine: it applies before those of 0. */
    private static int priority(RowCheck check) {
        String text = check.text("priority", 20);
        if (text == null) {
            return 0;
        }
        String plain = text.replaceFirst("\\.0+$", "");
        if (!WHOLE_NUMBER.matcher(plain).matches()) {
            check.refuse("priority", "应是整数,例如10", "This is a whole number, e.g. 10");
            return 0;
        }
        return Integer.parseInt(plain);
    }
}
