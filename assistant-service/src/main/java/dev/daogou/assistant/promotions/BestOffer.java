package dev.daogou.assistant.promotions;

import dev.daogou.assistant.promotions.Proposal.NextStep;
import dev.daogou.assistant.shop.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Works out the best way to combine coupons for a basket, by the rules of the public contract. */
@Component
class BestOffer {

    private final Coupons coupons;

    BestOffer(Coupons coupons) {
        this.coupons = coupons;
    }

    /**
     * The best offer at a moment.
     *
     * @param lines the basket
     * @param audiences what the shopper is known to be; coupons for all are always looked at
     */
    Proposal propose(Shop shop, List<BasketLine> lines, Set<Audience> audiences, Instant at) {
        List<Coupon> usable = coupons.runningAt(shop.id(), at).stream()
                .filter(coupon -> coupon.isFor(audiences))
                .toList();
        return propose(usable, lines, shop.currency().getDefaultFractionDigits());
    }

    /** The best offer of these coupons. */
    static Proposal propose(List<Coupon> usable, List<BasketLine> lines, int currencyDecimals) {
        OfferSearch search = OfferSearch.of(usable, lines, currencyDecimals);
        Offer best = search.best();
        return new Proposal(
                best,
                search.runnerUp(best),
                nextStep(usable, lines, currencyDecimals, best),
                extras(usable, lines, best));
    }

    private static Optional<NextStep> nextStep(
            List<Coupon> usable, List<BasketLine> lines, int currencyDecimals, Offer now) {
        List<Coupon> outOfReach = usable.stream()
                .filter(coupon -> coupon.kind().lowersTotal())
                .filter(coupon -> coupon.concerns(lines) && !coupon.isReachedBy(lines))
                .sorted(Comparator.comparingLong((Coupon coupon) -> missing(coupon, lines))
                        .thenComparing(Coupon::code))
                .toList();
        Optional<NextStep> nearest = Optional.empty();
        for (Coupon coupon : outOfReach) {
            long spendMore = missing(coupon, lines);
            if (nearest.isPresent() && nearest.get().spendMoreMinor() < spendMore) {
                break;
            }
            Optional<NextStep> step = step(coupon, spendMore, usable, lines, currencyDecimals, now);
            if (step.isPresent()
                    && (nearest.isEmpty()
                            || step.get().savesMinor() > nearest.get().savesMinor())) {
                nearest = step;
            }
        }
        return nearest;
    }

    private static long missing(Coupon coupon, List<BasketLine> lines) {
        return coupon.minSpendMinor() - coupon.spentInScope(lines);
    }

    /** What the coupon brings once it is in reach; empty when the offer is no better with it than without. */
    private static Optional<NextStep> step(
            Coupon coupon,
            long spendMore,
            List<Coupon> usable,
            List<BasketLine> lines,
            int currencyDecimals,
            Offer now) {
        List<BasketLine> fuller = new ArrayList<>(lines);
        fuller.add(moreInScopeOf(coupon, spendMore, lines));
        OfferSearch search = OfferSearch.of(usable, fuller, currencyDecimals);
        Offer then = search.best();
        boolean better = then.uses(coupon)
                && then.discountMinor() > now.discountMinor()
                && then.totalMinor() < search.bestWithout(coupon).totalMinor();
        return better
                ? Optional.of(new NextStep(
                        coupon, spendMore, then.discountMinor() - now.discountMinor(), then.discountMinor()))
                : Optional.empty();
    }

    /** Something of this price that no narrower coupon than need be looks at. */
    private static BasketLine moreInScopeOf(Coupon coupon, long priceMinor, List<BasketLine> lines) {
        return switch (coupon.scope()) {
            case CouponScope.WholeShop all -> new BasketLine("", "", null, priceMinor, 1);
            case CouponScope.Category category -> new BasketLine("", "", category.path(), priceMinor, 1);
            case CouponScope.OneProduct product -> {
                BasketLine same = lines.stream()
                        .filter(coupon.scope()::covers)
                        .findFirst()
                        .orElseThrow();
                yield new BasketLine("", product.productId(), same.category(), priceMinor, 1);
            }
        };
    }

    private static List<Coupon> extras(List<Coupon> usable, List<BasketLine> lines, Offer best) {
        Set<String> groups = new HashSet<>();
        best.applied().forEach(applied -> {
            if (applied.coupon().stackGroup() != null) {
                groups.add(applied.coupon().stackGroup());
            }
        });
        return usable.stream()
                .filter(coupon -> !coupon.kind().lowersTotal() && coupon.isReachedBy(lines))
                .sorted(Coupon.APPLICATION_ORDER)
                .filter(coupon -> coupon.stackGroup() == null || groups.add(coupon.stackGroup()))
                .toList();
    }
}
