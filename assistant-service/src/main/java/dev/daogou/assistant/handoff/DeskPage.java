package dev.daogou.assistant.handoff;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.StaffMember;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where an agent sits; everything on it is asked of the desk's own calls. */
@Controller
class DeskPage {

    private final Shops shops;

    DeskPage(Shops shops) {
        this.shops = shops;
    }

    @GetMapping("/desk")
    String desk(StaffMember member, Model model) {
        List<Shop> own =
                shops.all().stream().filter(shop -> member.worksFor(shop.id())).toList();
        model.addAttribute("member", member);
        model.addAttribute("shops", own);
        return "desk/desk";
    }
}
