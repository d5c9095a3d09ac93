package dev.daogou.assistant.llm;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which OpenAI-compatible server answers; without a base URL the built-in assistant does.
 *
 * @param baseUrl e.g. {@code https://api.example.com/v1}; blank means none
 * @param apiKey sent as bearer token; local servers often need none
 * @param model the model's name at that server
 * @param connectTimeout how long to wait for a connection
 * @param turnTimeout how long a whole turn may take, tool rounds included
 */
@ConfigurationProperties("daogou.llm")
record LlmSettings(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String model,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("45s") Duration turnTimeout) {

    LlmSettings {
        if (baseUrl != null && !baseUrl.isBlank()) {
            URI address = URI.create(baseUrl.strip());
            if (address.getHost() == null) {
                throw new IllegalArgumentException(
                        "DAOGOU_LLM_BASE_URL is not an address: set it to something like https://host/v1");
            }
            if (model == null || model.isBlank()) {
                throw new IllegalArgumentException("DAOGOU_LLM_BASE_URL is set: set DAOGOU_LLM_MODEL too");
            }
        }
    }

    boolean hasProvider() {
        return baseUrl != null && !baseUrl.isBlank();
    }
}
