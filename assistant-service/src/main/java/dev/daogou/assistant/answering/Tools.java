package dev.daogou.assistant.answering;

import dev.daogou.assistant.answering.tools.ShopTool;
import dev.daogou.assistant.answering.tools.ToolContext;
import dev.daogou.assistant.answering.tools.ToolMistake;
import dev.daogou.assistant.answering.tools.ToolResult;
import dev.daogou.assistant.llm.Prompts;
import dev.daogou.assistant.llm.Skill;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every {@link ShopTool} of the application, as a model may call it. */
@Component
class Tools {

    private static final Logger LOG = LoggerFactory.getLogger(Tools.class);
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private final Map<String, ShopTool<?>> tools = new TreeMap<>();
    private final List<ToolSpecification> specifications;

    Tools(List<ShopTool<?>> all, Prompts prompts) {
        for (ShopTool<?> tool : all) {
            if (tools.put(tool.name(), tool) != null) {
                throw new IllegalStateException("Two tools are called " + tool.name());
            }
        }
        this.specifications = tools.values().stream()
                .map(tool -> specification(tool, prompts.tool(tool.name())))
                .toList();
    }

    List<ToolSpecification> specifications() {
        return specifications;
    }

    /**
     * A call that was made.
     *
     * @param name the tool
     * @param arguments as the model gave them, empty when they could not be read
     * @param ok whether the tool did its work
     * @param result what came of it; empty when not ok
     * @param toModel what the model is told, as JSON
     */
    record Called(String name, Map<String, Object> arguments, boolean ok, ToolResult result, String toModel) {}

    /** Calls a tool; whatever goes wrong is told to the model, never thrown. */
    Called call(ToolExecutionRequest request, ToolContext context) {
        ShopTool<?> tool = tools.get(request.name());
        if (tool == null) {
            return failed(
                    request.name(), Map.of(), "There is no tool " + request.name() + "; use one of " + tools.keySet());
        }
        Map<String, Object> arguments = Map.of();
        try {
            String text = request.arguments() == null || request.arguments().isBlank() ? "{}" : request.arguments();
            arguments = json.readValue(text, MAP);
            return called(tool, arguments, context);
        } catch (JacksonException mistake) {
            return failed(tool.name(), arguments, "The arguments do not fit: " + mistake.getOriginalMessage());
        } catch (ToolMistake mistake) {
            return failed(tool.name(), arguments, String.valueOf(mistake.getMessage()));
        } catch (RuntimeException failure) {
            LOG.error("The tool {} failed", tool.name(), failure);
            return failed(tool.name(), arguments, "The tool failed; say that it cannot be looked up just now");
        }
    }

    private <A extends Record> Called called(ShopTool<A> tool, Map<String, Object> arguments, ToolContext context) {
        A typed = json.convertValue(arguments, tool.arguments());
        ToolResult result = tool.call(typed, context);
        return new Called(tool.name(), arguments, true, result, json.writeValueAsString(result.facts()));
    }

    private Called failed(String name, Map<String, Object> arguments, String why) {
        return new Called(
                name, arguments, false, ToolResult.of(Map.of()), json.writeValueAsString(Map.of("error", why)));
    }

    private static ToolSpecification specification(ShopTool<?> tool, Skill prompt) {
        Map<String, String> described = prompt.parameters() == null ? Map.of() : prompt.parameters();
        RecordComponent[] components = tool.arguments().getRecordComponents();
        Set<String> names =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        if (!names.equals(described.keySet())) {
            throw new IllegalStateException("prompts/tools/" + tool.name() + ".yaml describes " + described.keySet()
                    + " but the tool takes " + names);
        }
        Map<String, JsonSchemaElement> properties = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            properties.put(component.getName(), schema(component, described.get(component.getName())));
        }
        return ToolSpecification.builder()
                .name(tool.name())
                .description(prompt.description())
                .parameters(JsonObjectSchema.builder()
                        .addProperties(properties)
                        .required(prompt.needs() == null ? List.of() : prompt.needs())
                        .additionalProperties(false)
                        .build())
                .build();
    }

    private static JsonSchemaElement schema(
            RecordComponent component, @org.jspecify.annotations.Nullable String description) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return JsonStringSchema.builder().description(description).build();
        }
        if (type == Integer.class || type == int.class) {
            return JsonIntegerSchema.builder().description(description).build();
        }
        if (type == Boolean.class || type == boolean.class) {
            return JsonBooleanSchema.builder().description(description).build();
        }
        if (Number.class.isAssignableFrom(type) || type == double.class) {
            return JsonNumberSchema.builder().description(description).build();
        }
        if (type.isEnum()) {
            return JsonEnumSchema.builder()
                    .enumValues(Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .toList())
                    .description(description)
                    .build();
        }
        if (type == List.class) {
            return JsonArraySchema.builder()
                    .items(JsonStringSchema.builder().build())
                    .description(description)
                    .build();
        }
        throw new IllegalStateException("A tool cannot take a " + type + " (" + component + ")");
    }
}
