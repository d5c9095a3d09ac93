package dev.daogou.assistant.shop;

/** There is no shop of this id. */
public class ShopUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ShopUnknown(String id) {
        super("There is no shop '" + id + "'");
    }
}
