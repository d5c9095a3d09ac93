package dev.daogou.assistant.promotions;

import java.util.List;
import java.util.Optional;

/**
 * What a shop can offer for a basket.
 *
 * @param best the best offer; without coupons when none makes the basket cheaper
 * @param runnerUp the best of the offers that do without at least one coupon of the best; empty when that leaves none
 * @param nextStep what a little more spending would bring; empty when nothing
 * @param extras gifts and free shipping the basket has earned and that stack with the best offer, in the order they apply
 */
record Proposal(Offer best, Optional<Offer> runnerUp, Optional<NextStep> nextStep, List<Coupon> extras) {

    /**
     * The smallest extra spending, on more of what the coupon's scope holds, that makes a better offer.
     *
     * @param coupon the coupon that comes into reach
     * @param spendMoreMinor how much more must be spent in its scope, in minor units
     * @param savesMinor how much more than now is taken off then, in minor units
     * @param discountMinor how much is taken off then altogether, in minor units
     */
    record NextStep(Coupon coupon, long spendMoreMinor, long savesMinor, long discountMinor) {}

    Proposal {
        extras = List.copyOf(extras);
    }
}
