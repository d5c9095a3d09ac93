package dev.daogou.assistant;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The arrows between the rooms, as each room's {@code package-info} draws them. (A {@code package-info} among the tests would
 * stand in the way of the real one.)
 */
class ArrowsTest {

    @Test
    void no_room_reaches_into_another_but_where_an_arrow_allows_it() {
        ApplicationModules.of(AssistantService.class).verify();
    }
}
