package dev.daogou.assistant;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ProviderOnPlainPostgresTest extends ProviderSuite {

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        TestStores.embedded(properties);
        provider(properties);
    }
}
