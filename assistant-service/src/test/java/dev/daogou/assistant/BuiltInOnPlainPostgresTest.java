package dev.daogou.assistant;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class BuiltInOnPlainPostgresTest extends ConversationSuite {

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        TestStores.embedded(properties);
    }
}
