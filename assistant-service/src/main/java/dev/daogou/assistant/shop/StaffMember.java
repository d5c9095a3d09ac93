package dev.daogou.assistant.shop;

import java.util.Set;

/**
 * Who is signed in at a page or calls with an API token; the principal of the security context of staff.
 *
 * @param id who
 * @param name as shoppers see it
 * @param email as they sign in
 * @param owner owns the installation: may open shops and do everything in each
 * @param shops the shops they work for; an owner works for all
 */
public record StaffMember(StaffId id, String name, String email, boolean owner, Set<ShopId> shops) {
    public StaffMember {
        shops = Set.copyOf(shops);
    }

    /** Whether they may work for this shop. */
    public boolean worksFor(ShopId shop) {
        return owner || shops.contains(shop);
    }
}
