package dev.daogou.knowledge;

import dev.daogou.knowledge.lexical.PassageWords;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a shop's knowledge is kept.
 *
 * @param vectors the table of vectors in use
 * @param next the table that is being filled while the shop moves to another model
 * @param ownTables how the names of its partitions of passages and words end
 * @param names the edition of the names that are words of the shop
 */
record ShopRoom(
        String shop, Vectors vectors, @Nullable Vectors next, String ownTables, PassageWords.Size size, UUID names) {

    PassageWords.Tables tables() {
        return new PassageWords.Tables(shop, ownTables, names);
    }
}
