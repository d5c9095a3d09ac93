package dev.daogou.assistant.demo;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shopper.IdentityTokens;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a shop's own server does for its shoppers, done for the demo shops alone: says who they are. Everybody may be
 * anybody here; no other shop has such a door.
 */
@RestController
@Hidden
class DemoController {

    private final DemoShops demoShops;
    private final DemoFiles files;
    private final IdentityTokens identities;

    DemoController(DemoShops demoShops, DemoFiles files, IdentityTokens identities) {
        this.demoShops = demoShops;
        this.files = files;
        this.identities = identities;
    }

    record DemoShopper(String shopperKey, String name) {}

    record DemoShoppers(List<DemoShopper> items) {}

    record WhoToBe(@Nullable String shopperKey) {}

    record Identity(String identity) {}

    @GetMapping("/demo/{shop}/shoppers")
    DemoShoppers shoppers(Shop shop) {
        requireDemo(shop);
        return new DemoShoppers(files.shoppers(shop.id()).entrySet().stream()
                .map(shopper -> new DemoShopper(shopper.getKey(), shopper.getValue()))
                .toList());
    }

    @PostMapping("/demo/{shop}/identity")
    Identity identity(Shop shop, @RequestBody WhoToBe wanted) {
        requireDemo(shop);
        String key = wanted.shopperKey();
        String name = key == null ? null : files.shoppers(shop.id()).get(key);
        if (key == null || name == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "shopper_unknown", "The demo shop has no such shopper");
        }
        return new Identity(identities.sign(shop.id(), key, name));
    }

    private void requireDemo(Shop shop) {
        if (!demoShops.isDemo(shop.id())) {
            throw new ShopUnknown(shop.id().value());
        }
    }
}
