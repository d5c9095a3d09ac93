package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the product a tool was asked about. */
@Component
class NamedProduct {

    private final Products products;

    NamedProduct(Products products) {
        this.products = products;
    }

    /**
     * The product of this id in the shop of the session.
     *
     * @throws ToolMistake when there is none, telling how to find out its id
     */
    Listing require(@Nullable String productId, ToolContext context) {
        if (productId == null || productId.isBlank()) {
            throw new ToolMistake(
                    "productId is missing. Find the product with find_products first and pass its productId.");
        }
        return products.find(context.shopper().shop().id(), productId.strip())
                .orElseThrow(() -> new ToolMistake("There is no product '" + productId.strip()
                        + "' in this shop. Find it with find_products first and pass the productId it gives."));
    }
}
