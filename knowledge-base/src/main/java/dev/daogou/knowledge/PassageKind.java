package dev.daogou.knowledge;

import java.util.Locale;

/** What sort of text a passage comes from. The wire form is the lower-case name. */
public enum PassageKind {
    SPEC,
    POLICY,
    GUIDE,
    PROMOTION,
    QA,
    PRODUCT;

    /** The name used in the public API and in the database, e.g. {@code policy}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a wire name.
     *
     * @throws IllegalArgumentException naming the accepted values when {@code wireName} is none of them
     */
    public static PassageKind of(String wireName) {
        for (PassageKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "'" + wireName + "' is not a kind; use spec, policy, guide, promotion, qa or product");
    }
}
