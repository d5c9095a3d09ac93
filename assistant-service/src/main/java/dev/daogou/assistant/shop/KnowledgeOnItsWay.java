package dev.daogou.assistant.shop;

/**
 * A room that makes some of its data searchable after it has answered the call that brought them. Every bean of this type
 * counts in the {@code pending} of {@code GET /api/v1/shops/{shop}/knowledge}, which is 0 only when all that was given can
 * be found.
 */
public interface KnowledgeOnItsWay {

    /** How many sources of the shop were given and cannot be found yet. */
    long pending(ShopId shop);
}
