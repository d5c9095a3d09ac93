package dev.daogou.assistant.shop.imports;

import dev.daogou.assistant.shop.Shop;
import java.util.List;

/**
 * One kind of rows a merchant may import, e.g. {@code products}. Every bean of this type is offered by
 * {@code POST /api/v1/shops/{shop}/imports/{kind}}.
 */
public interface ImportKind {

    /** The last part of the call's path, e.g. {@code size-charts}. */
    String name();

    /** Every column that may occur; a row with another one is refused. */
    List<String> columns();

    /** Columns without which a table cannot be taken at all, whatever stands in its rows. */
    default List<String> requiredColumns() {
        return List.of();
    }

    /**
     * Checks rows and, when asked, stores those that are right. All rows of one call arrive together, so that rows which
     * belong together (the variants of a product) can be judged together. Runs inside of the caller's transaction.
     *
     * @param store false for a dry run: everything is checked, nothing is kept
     * @param partial whether the right rows are stored when others are wrong; when false and any row is wrong, nothing is
     */
    ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial);
}
