package dev.daogou.knowledge.embedding;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Which model new shops get. */
public sealed interface EmbeddingChoice {

    /** The built-in model of the shop's language. */
    record ByLanguage() implements EmbeddingChoice {}

    /** One built-in model for every shop. */
    record BuiltIn(BuiltInModel model) implements EmbeddingChoice {}

    /** An embedder of the caller's own, for every shop. */
    record Given(Embedder embedder) implements EmbeddingChoice {}

    /**
     * A server that speaks OpenAI's embeddings call.
     *
     * @param baseUrl up to and with its version, e.g. {@code https://api.example.com/v1}
     * @param apiKey sent as bearer token when given
     * @param model the model's name there
     * @param dimension how many components to ask for; null for the model's own number
     */
    record OpenAi(
            URI baseUrl,
            @Nullable String apiKey,
            String model,
            @Nullable Integer dimension) implements EmbeddingChoice {

        @Override
        public String toString() {
            return "OpenAi[" + model + " at " + baseUrl + "]";
        }
    }

    /**
     * Reads {@code daogou.embedding} and its companions ({@code DAOGOU_EMBEDDING} and so on in the environment).
     *
     * @throws EmbeddingUnusable when they contradict each other or are incomplete
     */
    static EmbeddingChoice of(Environment environment) {
        String choice = given(environment, "daogou.embedding");
        if (choice == null) {
            return new ByLanguage();
        }
        return switch (choice.toLowerCase(Locale.ROOT)) {
            case "auto" -> new ByLanguage();
            case "bge-small-zh" -> new BuiltIn(BuiltInModel.BGE_SMALL_ZH);
            case "bge-small-en" -> new BuiltIn(BuiltInModel.BGE_SMALL_EN);
            case "openai" -> openAi(environment);
            default ->
                throw new EmbeddingUnusable(
                        "DAOGOU_EMBEDDING is '" + choice + "': set it to auto, bge-small-zh, bge-small-en or openai.",
                        null);
        };
    }

    private static OpenAi openAi(Environment environment) {
        String baseUrl = given(environment, "daogou.embedding.base-url");
        String model = given(environment, "daogou.embedding.model");
        if (baseUrl == null || model == null) {
            throw new EmbeddingUnusable(
                    "DAOGOU_EMBEDDING=openai needs DAOGOU_EMBEDDING_BASE_URL and DAOGOU_EMBEDDING_MODEL: set both.",
                    null);
        }
        String dimension = given(environment, "daogou.embedding.dimension");
        try {
            URI address = URI.create(baseUrl.replaceAll("/+$", ""));
            if (address.getHost() == null
                    || !String.valueOf(address.getScheme()).startsWith("http")) {
                throw new EmbeddingUnusable(
                        "DAOGOU_EMBEDDING_BASE_URL must be an http or https address, such as"
                                + " https://api.example.com/v1.",
                        null);
            }
            Integer components = dimension == null ? null : Integer.valueOf(dimension);
            if (components != null && components < 1) {
                throw new NumberFormatException("not positive");
            }
            return new OpenAi(address, given(environment, "daogou.embedding.api-key"), model, components);
        } catch (NumberFormatException e) {
            throw new EmbeddingUnusable("DAOGOU_EMBEDDING_DIMENSION must be a positive whole number.", e);
        } catch (IllegalArgumentException e) {
            throw new EmbeddingUnusable("DAOGOU_EMBEDDING_BASE_URL is not an address.", e);
        }
    }

    private static @Nullable String given(Environment environment, String property) {
        String value = environment.getProperty(property);
        return StringUtils.hasText(value) ? value.strip() : null;
    }
}
