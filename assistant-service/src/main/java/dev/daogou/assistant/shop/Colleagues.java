package dev.daogou.assistant.shop;

import java.util.List;
import java.util.Optional;

/** Who works for the shops, for those who work there too. */
public interface Colleagues {

    /** One member of the staff; empty when there is none of this id. */
    Optional<StaffMember> member(StaffId id);

    /** Everybody who works for a shop, by name. */
    List<StaffMember> workingFor(ShopId shop);
}
