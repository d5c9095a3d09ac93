package dev.daogou.assistant.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a product is on sale. */
public enum ProductStatus {
    /** Can be bought, as far as there is stock. */
    ACTIVE,
    /** Cannot be bought for now; nothing of it is found. */
    INACTIVE,
    /** Will not be sold again; what is said of it stays to be found by those who have one. */
    DISCONTINUED;

    /** The name in imports, in the database and on the wire, e.g. {@code active}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what merchants write; null when it is none of it. */
    static @Nullable ProductStatus read(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "active", "上架", "已上架" -> ACTIVE;
            case "inactive", "下架", "已下架" -> INACTIVE;
            case "discontinued", "停产", "已停产" -> DISCONTINUED;
            default -> null;
        };
    }
}
