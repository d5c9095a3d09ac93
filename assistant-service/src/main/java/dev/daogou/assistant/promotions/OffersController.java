package dev.daogou.assistant.promotions;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells the shop's own checkout the best coupons for a basket. */
@RestController
class OffersController {

    private static final int MOST_LINES = 500;
    private static final int MOST_OF_ONE = 100_000;
    private static final long MOST_MINOR = 1_000_000_000_000_000L;

    private final BestOffer bestOffer;
    private final Products products;
    private final Clock clock;

    OffersController(BestOffer bestOffer, Products products, Clock clock) {
        this.bestOffer = bestOffer;
        this.products = products;
        this.clock = clock;
    }

    /**
     * A basket to find the best coupons for.
     *
     * @param shopperId who buys, as the shop names them; what they are is told by {@code audience}
     * @param audience what they are known to be, one or several of {@code new, returning, dormant, member}; coupons for
     *     {@code all} are always looked at
     * @param lines what is in the basket
     * @param at for which moment; now when absent
     */
    record Basket(
            @Nullable String shopperId,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
            List<String> audience,

            @Nullable List<@Nullable Line> lines,
            @Nullable OffsetDateTime at) {

        /**
         * One line of it.
         *
         * @param sku which variant
         * @param quantity how many
         */
        record Line(@Nullable String sku, @Nullable Integer quantity) {}
    }

    /** The best offer, and what surrounds it. */
    record Answer(
            Money subtotal,
            Money total,
            Money discount,
            List<Saving> applied,
            @Nullable RunnerUp runnerUp,
            @Nullable NextStep nextStep,
            List<Extra> extras) {

        /** What one coupon takes off. */
        record Saving(String code, String title, Money saves) {}

        /** The next best offer. */
        record RunnerUp(Money total, Money discount, List<Saving> applied) {}

        /** What {@code spendMore} in the scope of the coupon would take off beyond {@code discount}. */
        record NextStep(Money spendMore, Money saves, String code, String title, Money discount) {}

        /** A gift or free shipping that comes with it. */
        record Extra(String code, String title, String kind) {}

        static Answer of(Proposal proposal, Money unit) {
            Offer best = proposal.best();
            return new Answer(
                    unit.withMinor(best.subtotalMinor()),
                    unit.withMinor(best.totalMinor()),
                    unit.withMinor(best.discountMinor()),
                    savings(best, unit),
                    proposal.runnerUp()
                            .map(offer -> new RunnerUp(
                                    unit.withMinor(offer.totalMinor()),
                                    unit.withMinor(offer.discountMinor()),
                                    savings(offer, unit)))
                            .orElse(null),
                    proposal.nextStep()
                            .map(step -> new NextStep(
                                    unit.withMinor(step.spendMoreMinor()),
                                    unit.withMinor(step.savesMinor()),
                                    step.coupon().code(),
                                    step.coupon().title(),
                                    unit.withMinor(step.discountMinor())))
                            .orElse(null),
                    proposal.extras().stream()
                            .map(coupon -> new Extra(
                                    coupon.code(), coupon.title(), coupon.kind().wireName()))
                            .toList());
        }

        private static List<Saving> savings(Offer offer, Money unit) {
            return offer.applied().stream()
                    .map(applied -> new Saving(
                            applied.coupon().code(), applied.coupon().title(), unit.withMinor(applied.savesMinor())))
                    .toList();
        }
    }

    @PostMapping("/api/v1/shops/{shop}/offers/best")
    Answer best(Shop shop, @RequestBody Basket basket) {
        Set<Audience> audiences = audiences(basket);
        List<BasketLine> lines = lines(shop, basket);
        Instant at = basket.at() == null ? clock.instant() : basket.at().toInstant();
        return Answer.of(bestOffer.propose(shop, lines, audiences, at), new Money(0, shop.currency()));
    }

    private static Set<Audience> audiences(Basket basket) {
        Set<Audience> audiences = EnumSet.of(Audience.ALL);
        for (String name : Objects.requireNonNullElse(basket.audience(), List.<String>of())) {
            audiences.add(Audience.of(String.valueOf(name))
                    .orElseThrow(() -> new Problem(
                            HttpStatus.BAD_REQUEST,
                            "audience_unknown",
                            "'" + name + "' is not an audience; use one of " + Audience.names(),
                            List.of(new Mistake("audience", null, "One of " + Audience.names())))));
        }
        return audiences;
    }

    private List<BasketLine> lines(Shop shop, Basket basket) {
        List<Basket.Line> wanted = checked(basket.lines());
        Map<String, Variant> variants = new HashMap<>();
        products.variants(
                        shop.id(),
                        wanted.stream().map(line -> String.valueOf(line.sku())).toList())
                .forEach(variant -> variants.put(variant.sku(), variant));
        Map<String, Listing> listings = new HashMap<>();
        products.find(
                        shop.id(),
                        variants.values().stream()
                                .map(Variant::productId)
                                .distinct()
                                .toList())
                .forEach(listing -> listings.put(listing.product().productId(), listing));
        List<BasketLine> lines = new ArrayList<>();
        List<Mistake> unknown = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Basket.Line line = wanted.get(i);
            Variant variant = variants.get(String.valueOf(line.sku()));
            Listing listing = variant == null ? null : listings.get(variant.productId());
            if (variant == null || listing == null || line.quantity() == null) {
                unknown.add(new Mistake("lines[" + i + "].sku", null, "The shop has no SKU '" + line.sku() + "'"));
            } else {
                lines.add(new BasketLine(
                        variant.sku(),
                        variant.productId(),
                        listing.product().category(),
                        variant.price().amountMinor(),
                        line.quantity()));
            }
        }
        if (!unknown.isEmpty()) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "sku_unknown",
                    "The shop does not sell everything in this basket; see errors",
                    unknown);
        }
        return affordable(lines);
    }

    private static List<Basket.Line> checked(@Nullable List<Basket.@Nullable Line> given) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Basket.Line> lines = new ArrayList<>();
        if (given == null || given.isEmpty()) {
            mistakes.add(new Mistake("lines", null, "A basket has at least one line"));
        } else if (given.size() > MOST_LINES) {
            mistakes.add(new Mistake("lines", null, "At most " + MOST_LINES + " lines"));
        } else {
            for (int i = 0; i < given.size(); i++) {
                Basket.Line line = given.get(i);
                if (line == null || line.sku() == null || line.sku().isBlank()) {
                    mistakes.add(new Mistake("lines[" + i + "].sku", null, "This field is needed"));
                } else if (line.quantity() == null || line.quantity() < 1 || line.quantity() > MOST_OF_ONE) {
                    mistakes.add(new Mistake("lines[" + i + "].quantity", null, "From 1 to " + MOST_OF_ONE));
                } else {
                    lines.add(line);
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "invalid_request", "The basket cannot be used; see errors", mistakes);
        }
        return lines;
    }

    /** Beyond this, sums would no longer be exact; it is no basket anyone pays for. */
    private static List<BasketLine> affordable(List<BasketLine> lines) {
        double sum = lines.stream()
                .mapToDouble(line -> (double) line.unitPriceMinor() * line.quantity())
                .sum();
        if (sum > MOST_MINOR) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "basket_too_large", "This basket is too large to calculate");
        }
        return lines;
    }
}
