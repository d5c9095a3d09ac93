package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where staff sign in, and where they land. */
@Controller
class SignInPage {

    private final Shops shops;

    SignInPage(Shops shops) {
        this.shops = shops;
    }

    @GetMapping("/login")
    String signIn(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String left,
            Model model) {
        model.addAttribute("failed", failed != null);
        model.addAttribute("left", left != null);
        return "console/login";
    }

    @GetMapping("/console")
    String firstShop(StaffMember member) {
        Shop first = shops.all().stream()
                .filter(shop -> member.worksFor(shop.id()))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "no_shop",
                        "There is no shop yet that you work for; open one by the API"));
        return "redirect:/console/" + first.id();
    }
}
