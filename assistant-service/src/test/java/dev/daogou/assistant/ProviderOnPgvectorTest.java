package dev.daogou.assistant;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ProviderOnPgvectorTest extends ProviderSuite {

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        TestStores.pgvector(properties);
        provider(properties);
    }
}
