package dev.daogou.assistant.shop;

/** A shop of this id is open already. */
public class ShopExists extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ShopExists(ShopId id) {
        super("The shop '" + id + "' exists already");
    }
}
