/** What a merchant's rows become: the seam between the import call and the rooms that own the data. */
@NullMarked
@NamedInterface("imports")
package dev.daogou.assistant.shop.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
