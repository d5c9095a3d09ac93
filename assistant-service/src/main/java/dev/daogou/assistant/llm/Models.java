package dev.daogou.assistant.llm;

import dev.daogou.assistant.llm.builtin.BuiltInAssistant;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The models that may answer, best first; the built-in assistant is always the last of them. */
@Component
@EnableConfigurationProperties(LlmSettings.class)
public class Models {

    /** The name answers of the built-in assistant are signed with. */
    public static final String BUILT_IN = "built-in";

    private final List<Candidate> candidates;
    private final Duration turnTimeout;

    Models(LlmSettings settings, BuiltInAssistant builtIn) {
        List<Candidate> all = new ArrayList<>();
        if (settings.hasProvider()) {
            all.add(new Candidate(Objects.requireNonNull(settings.model()), openAi(settings)));
        }
        all.add(new Candidate(BUILT_IN, builtIn));
        this.candidates = List.copyOf(all);
        this.turnTimeout = settings.turnTimeout();
    }

    /**
     * A model that may answer.
     *
     * @param name what answers are signed with
     * @param model the model
     */
    public record Candidate(String name, StreamingChatModel model) {}

    /** Best first; the next one is asked when one fails before it has said anything. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** How long a whole turn may take. */
    public Duration turnTimeout() {
        return turnTimeout;
    }

    private static StreamingChatModel openAi(LlmSettings settings) {
        // HTTP/1.1: some servers choke on the h2c upgrade that the JDK's client offers.
        JdkHttpClientBuilder http = new JdkHttpClientBuilder()
                .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.turnTimeout());
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(Objects.requireNonNull(settings.baseUrl()).strip())
                .apiKey(settings.apiKey() == null || settings.apiKey().isBlank() ? "none" : settings.apiKey())
                .modelName(settings.model())
                .temperature(0.2)
                .timeout(settings.turnTimeout())
                .build();
    }
}
