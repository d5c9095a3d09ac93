package dev.daogou.assistant.storefront;

import dev.daogou.assistant.catalog.Complement;
import dev.daogou.assistant.catalog.Listing;
import dev.daogou.assistant.catalog.Product;
import dev.daogou.assistant.catalog.Products;
import dev.daogou.assistant.catalog.Variant;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.assistant.shop.Shops;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** The front page of a shop, its categories and its products. */
@Controller
class StorefrontPage {

    private static final String FIRST_CHOICE = "demo";
    private static final int ON_ONE_PAGE = 48;

    private final Shops shops;
    private final Products products;
    private final Taglines taglines;
    private final LocaleResolver languages;

    StorefrontPage(Shops shops, Products products, Taglines taglines, LocaleResolver languages) {
        this.shops = shops;
        this.products = products;
        this.taglines = taglines;
        this.languages = languages;
    }

    @GetMapping("/")
    String show(
            @RequestParam(name = "shop", required = false) @Nullable String shopId,
            @RequestParam(name = "product", required = false) @Nullable String productId,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request,
            Model model) {
        Optional<Shop> named = shop(shopId);
        if (named.isEmpty()) {
            return "redirect:/console";
        }
        Shop shop = named.get();
        if (lang == null) {
            // Who opens an English shop expects English, whatever language they read another one in.
            languages.setLocale(request, null, Locale.of(shop.language().code()));
        }
        List<Shop> others = shops.all().stream()
                .filter(other -> taglines.of(other.id()).isPresent())
                .filter(other -> !other.id().equals(shop.id()))
                .toList();
        model.addAttribute("shop", shop);
        model.addAttribute("tagline", taglines.of(shop.id()).orElse(null));
        model.addAttribute("others", others);
        model.addAttribute("categories", topCategories(shop));
        model.addAttribute("paths", new StorefrontPaths(shop.id(), lang));
        return productId == null || productId.isBlank()
                ? window(shop, category, after, model)
                : product(shop, productId, model);
    }

    private Optional<Shop> shop(@Nullable String wanted) {
        if (wanted != null && !wanted.isBlank()) {
            try {
                return Optional.of(shops.shop(new ShopId(wanted)));
            } catch (IllegalArgumentException noShopHasSuchAnId) {
                throw new ShopUnknown(wanted);
            }
        }
        List<Shop> all = shops.all();
        return all.stream()
                .filter(shop -> shop.id().value().equals(FIRST_CHOICE))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private List<String> topCategories(Shop shop) {
        return products.categories(shop.id()).stream()
                .map(category -> category.split("/", 2)[0])
                .distinct()
                .toList();
    }

    private String window(Shop shop, @Nullable String category, @Nullable String after, Model model) {
        boolean everything = category == null || category.isBlank();
        List<Listing> found = category == null || category.isBlank()
                ? products.onSale(shop.id(), after, ON_ONE_PAGE + 1)
                : products.inCategory(shop.id(), category, 2 * ON_ONE_PAGE);
        boolean more = everything && found.size() > ON_ONE_PAGE;
        List<Listing> shown = more ? found.subList(0, ON_ONE_PAGE) : found;
        model.addAttribute("category", everything ? null : category);
        model.addAttribute(
                "tiles",
                (everything ? mixed(shown) : shown).stream().map(Tile::of).toList());
        model.addAttribute("next", more ? shown.getLast().product().productId() : null);
        model.addAttribute("first", everything && (after == null || after.isBlank()));
        return "storefront/window";
    }

    private String product(Shop shop, String productId, Model model) {
        Listing listing = products.find(shop.id(), productId)
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND, "product_unknown", "The shop has no product '" + productId + "'"));
        Product product = listing.product();
        List<Complement> complements = products.complementsOf(shop.id(), productId);
        List<Tile> companions = complements.stream()
                .flatMap(complement -> products.find(shop.id(), complement.complementId()).stream()
                        .filter(Listing::onSale)
                        .map(found -> Tile.of(found, complement.reason())))
                .limit(4)
                .toList();
        model.addAttribute(
                "category",
                product.categoryPath().isEmpty() ? null : product.categoryPath().getFirst());
        model.addAttribute("listing", listing);
        model.addAttribute("chosen", firstChoice(listing));
        model.addAttribute("companions", companions);
        return "storefront/product";
    }

    /** One of each category in turn, so that a first look shows what sort of shop it is. */
    private static List<Listing> mixed(List<Listing> listings) {
        Map<String, Deque<Listing>> shelves = new LinkedHashMap<>();
        for (Listing listing : listings) {
            List<String> path = listing.product().categoryPath();
            shelves.computeIfAbsent(path.isEmpty() ? "" : path.getFirst(), shelf -> new ArrayDeque<>())
                    .add(listing);
        }
        List<Listing> mixed = new ArrayList<>();
        while (mixed.size() < listings.size()) {
            shelves.values().stream().map(Deque::poll).filter(Objects::nonNull).forEach(mixed::add);
        }
        return mixed;
    }

    private static Variant firstChoice(Listing listing) {
        return listing.variants().stream()
                .filter(Variant::inStock)
                .findFirst()
                .orElseGet(() -> listing.variants().getFirst());
    }
}
