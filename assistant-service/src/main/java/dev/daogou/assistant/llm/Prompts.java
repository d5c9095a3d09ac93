package dev.daogou.assistant.llm;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every word we say to a model and every sentence the built-in assistant says, read from {@code prompts/} at start-up. A
 * file that cannot be read or a template that does not compile stops the start.
 */
@Component
public class Prompts {

    private static final Mustache.Compiler MUSTACHE =
            Mustache.compiler().escapeHTML(false).defaultValue("").emptyStringIsFalse(true);

    private final Map<String, Skill> tools = new LinkedHashMap<>();
    private final Map<String, Skill> talk = new LinkedHashMap<>();
    private final Map<String, Template> system = new LinkedHashMap<>();
    private final Map<String, Template> sentences = new LinkedHashMap<>();

    Prompts() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        skills(mapper, "tools", tools);
        skills(mapper, "talk", talk);
        for (String language : List.of("zh", "en")) {
            system.put(language, MUSTACHE.compile(text(file("prompts/system." + language + ".md"))));
        }
    }

    /** The prompt file of a tool. */
    public Skill tool(String name) {
        Skill skill = tools.get(name);
        if (skill == null) {
            throw new IllegalStateException("The tool " + name + " has no prompt file prompts/tools/" + name + ".yaml");
        }
        return skill;
    }

    /** All tool prompts by name. */
    public Map<String, Skill> tools() {
        return Map.copyOf(tools);
    }

    /** The occasions without a tool, by name. */
    public Map<String, Skill> talk() {
        return Map.copyOf(talk);
    }

    /** What a model is told before a conversation. */
    public String system(String language, SystemPrompt parameters) {
        return template(system, language).execute(parameters);
    }

    /**
     * The parameters of {@code prompts/system.<language>.md}.
     *
     * @param shop the shop's name
     * @param today today's date by the shop's clock
     */
    public record SystemPrompt(String shop, String today) {}

    /** What a skill says with these facts, in this language; blank when it has nothing to say. */
    public String say(Skill skill, String language, Map<String, Object> facts) {
        return template(sentences, skill.name() + ".say." + language)
                .execute(facts)
                .strip();
    }

    /** What the built-in assistant asks when it misses a parameter. */
    public String ask(Skill skill, String parameter, String language, Map<String, Object> facts) {
        return template(sentences, skill.name() + ".ask." + parameter + "." + language)
                .execute(facts)
                .strip();
    }

    private void skills(JsonMapper mapper, String folder, Map<String, Skill> into) {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:prompts/" + folder + "/*.yaml")) {
                String named = Objects.requireNonNull(file.getFilename()).replace(".yaml", "");
                Skill skill = skill(mapper, folder + "/" + named, text(file));
                if (!named.equals(skill.name())) {
                    throw new IllegalStateException(
                            "prompts/" + folder + "/" + named + ".yaml calls itself " + skill.name());
                }
                compile(skill);
                into.put(named, skill);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder prompts/" + folder + " cannot be read", e);
        }
    }

    private static Skill skill(JsonMapper mapper, String named, String yaml) {
        try {
            Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return mapper.convertValue(tree, Skill.class);
        } catch (YAMLException | JacksonException e) {
            throw new IllegalStateException("prompts/" + named + ".yaml cannot be read: " + e.getMessage(), e);
        }
    }

    private void compile(Skill skill) {
        try {
            if (skill.say() != null) {
                skill.say()
                        .forEach((language, template) ->
                                sentences.put(skill.name() + ".say." + language, MUSTACHE.compile(template)));
            }
            if (skill.ask() != null) {
                skill.ask()
                        .forEach((parameter, texts) -> texts.forEach((language, template) -> sentences.put(
                                skill.name() + ".ask." + parameter + "." + language, MUSTACHE.compile(template))));
            }
        } catch (MustacheException e) {
            throw new IllegalStateException("The prompt file of " + skill.name() + " has a broken template", e);
        }
        Set<String> missing = new TreeSet<>(skill.needs() == null ? List.of() : skill.needs());
        missing.removeAll(skill.ask() == null ? Set.of() : skill.ask().keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The prompt file of " + skill.name() + " needs " + missing + " but does not ask");
        }
    }

    private static Template template(Map<String, Template> from, String key) {
        Template template = from.get(key);
        if (template == null) {
            throw new IllegalStateException("There is no prompt " + key);
        }
        return template;
    }

    private static Resource file(String path) {
        return new PathMatchingResourcePatternResolver().getResource("classpath:" + path);
    }

    private static String text(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The prompt " + file.getFilename() + " cannot be read", e);
        }
    }
}
