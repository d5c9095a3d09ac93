package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffMember;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of a shop's console has around it; and nobody gets in who does not work for the shop. */
@ControllerAdvice(annotations = ConsolePage.class)
class ConsoleFrame {

    private final Shops shops;

    ConsoleFrame(Shops shops) {
        this.shops = shops;
    }

    @ModelAttribute
    void frame(Shop shop, StaffMember member, Model model) {
        if (!member.worksFor(shop.id())) {
            throw new AccessDeniedException(member.email() + " does not work for " + shop.id());
        }
        model.addAttribute("shop", shop);
        model.addAttribute("member", member);
        model.addAttribute(
                "shops",
                shops.all().stream().filter(one -> member.worksFor(one.id())).toList());
    }
}
