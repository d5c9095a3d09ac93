package dev.daogou.assistant.shop;

import java.util.List;

/** All shops of this installation. */
public interface Shops {

    /**
     * One shop.
     *
     * @throws ShopUnknown when there is none of this id
     */
    Shop shop(ShopId id);

    List<Shop> all();

    /**
     * Opens a shop: its row, its identity secret and its place in the knowledge base.
     *
     * @throws ShopExists when the id is taken
     */
    Shop open(Shop shop);

    /** The secret that signs the shop's identity tokens (HS256); never leaves the server but to the shop's owner. */
    byte[] identitySecret(ShopId id);
}
