package dev.daogou.assistant.orders;

import dev.daogou.knowledge.Language;
import java.util.Locale;

/** Where an order or a parcel stands, whatever word the shop uses for it. */
public enum OrderStage {
    UNPAID("unpaid", "待付款", "awaiting payment"),
    PAID("paid", "已付款", "paid"),
    PROCESSING("processing", "备货中", "being prepared"),
    SHIPPED("shipped", "已发货", "on its way"),
    OUT_FOR_DELIVERY("outForDelivery", "派送中", "out for delivery"),
    DELIVERED("delivered", "已签收", "delivered"),
    CANCELLED("cancelled", "已取消", "cancelled"),
    RETURNING("returning", "退换处理中", "being returned or exchanged"),
    RETURNED("returned", "已退货", "returned"),
    OTHER("other", "", "");

    private final String wireName;
    private final String chinese;
    private final String english;

    OrderStage(String wireName, String chinese, String english) {
        this.wireName = wireName;
        this.chinese = chinese;
        this.english = english;
    }

    /** Which stage a shop's word means; {@link #OTHER} when it is none of those known. */
    static OrderStage of(String status) {
        return switch (status.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ')) {
            case "待付款", "未付款", "待支付", "unpaid", "awaiting payment", "payment pending" -> UNPAID;
            case "已付款", "已支付", "待发货", "paid", "pending", "created", "placed", "confirmed", "已下单", "已创建" -> PAID;
            case "处理中", "备货中", "配货中", "出库中", "processing", "preparing", "packing" -> PROCESSING;
            case "已发货", "已出库", "运输中", "已揽收", "shipped", "dispatched", "in transit", "intransit", "picked up" -> SHIPPED;
            case "派送中", "派件中", "配送中", "out for delivery", "outfordelivery", "delivering" -> OUT_FOR_DELIVERY;
            case "已签收", "已送达", "已收货", "已完成", "delivered", "received", "completed", "complete" -> DELIVERED;
            case "已取消", "已关闭", "交易关闭", "cancelled", "canceled", "closed" -> CANCELLED;
            case "退货中", "换货中", "退款中", "售后中", "returning", "return requested", "exchange requested", "refunding" ->
                RETURNING;
            case "已退货", "已退款", "已换货", "returned", "refunded", "exchanged" -> RETURNED;
            default -> OTHER;
        };
    }

    /** The name in facts and on cards, e.g. {@code outForDelivery}. */
    public String wireName() {
        return wireName;
    }

    /** Whether nothing more is going to happen by itself. */
    public boolean finished() {
        return this == DELIVERED || this == CANCELLED || this == RETURNED;
    }

    /** The stage in words for a shopper; the shop's own word where the stage is not known. */
    static String inWords(String status, Language language) {
        OrderStage stage = of(status);
        if (stage == OTHER) {
            return status;
        }
        return language == Language.ZH ? stage.chinese : stage.english;
    }
}
