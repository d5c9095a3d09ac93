package dev.daogou.assistant.orders;

import dev.daogou.assistant.shop.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shop's own system last told it.
 *
 * @param orderId its number, unique in the shop
 * @param shopperKey whose it is: the shop's own name for the shopper
 * @param status where it stands, in the shop's own word
 * @param placedAt when it was placed
 * @param lines what was ordered; at least one
 * @param payment how it was paid
 * @param shipment its parcel; null before there is one
 * @param address where it goes
 */
public record Order(
        String orderId,
        String shopperKey,
        String status,
        @Nullable Instant placedAt,
        List<Line> lines,
        @Nullable Payment payment,
        @Nullable Shipment shipment,
        @Nullable Address address) {
    public Order {
        lines = List.copyOf(lines);
    }

    /** Where it stands, as far as the shop's word says. */
    public OrderStage stage() {
        return OrderStage.of(status);
    }

    /** What was paid, else what the lines sum up to; empty when prices are not known. */
    public Optional<Money> total() {
        if (payment != null && payment.amount() != null) {
            return Optional.of(payment.amount());
        }
        Money sum = null;
        for (Line line : lines) {
            Money price = line.unitPrice();
            if (price == null) {
                return Optional.empty();
            }
            long amount = Math.multiplyExact(price.amountMinor(), (long) line.quantity());
            sum = price.withMinor(sum == null ? amount : Math.addExact(sum.amountMinor(), amount));
        }
        return Optional.ofNullable(sum);
    }

    /**
     * Something ordered.
     *
     * @param sku of which variant, when told
     * @param productId of which product, when told; a line has a SKU or a product id
     * @param title what it was called then, when told
     * @param quantity how many, at least one
     * @param unitPrice what one cost
     */
    public record Line(
            @Nullable String sku,
            @Nullable String productId,
            @Nullable String title,
            int quantity,
            @Nullable Money unitPrice) {}

    /** How it was paid, in the shop's own word, and how much. */
    public record Payment(@Nullable String method, @Nullable Money amount) {}

    /** A parcel; events oldest first. */
    public record Shipment(
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable Instant estimatedDelivery,
            @Nullable Instant deliveredAt,
            List<Event> events) {
        public Shipment {
            events = List.copyOf(events);
        }

        /** What was last heard of the parcel. */
        public Optional<Event> lastEvent() {
            return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast());
        }
    }

    /** Something that happened to a parcel. */
    public record Event(
            @Nullable Instant at,
            @Nullable String status,
            @Nullable String place,
            @Nullable String text) {}

    /** Where an order goes. All of it but the region is personal. */
    public record Address(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String region,
            @Nullable String street) {}
}
