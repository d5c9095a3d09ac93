package dev.daogou.assistant.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptsTest {

    private static final Prompts PROMPTS = new Prompts();

    static Stream<Skill> skills() {
        return Stream.concat(PROMPTS.tools().values().stream(), PROMPTS.talk().values().stream());
    }

    @ParameterizedTest
    @MethodSource("skills")
    void every_prompt_file_speaks_chinese_and_english(Skill skill) {
        for (String language : List.of("zh", "en")) {
            assertThat(skill.say()).as(skill.name()).containsKey(language);
            if (skill.when() != null) {
                assertThat(skill.when()).as(skill.name()).containsKey(language);
            }
            if (skill.ask() != null) {
                assertThat(skill.ask().values())
                        .as(skill.name())
                        .allSatisfy(texts -> assertThat(texts).containsKey(language));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("skills")
    void no_template_states_a_figure_of_its_own(Skill skill) {
        skill.say()
                .values()
                .forEach(template -> assertThat(template.replaceAll("\\{\\{.*?}}", ""))
                        .as(skill.name())
                        .doesNotContainPattern("\\d"));
    }

    @org.junit.jupiter.api.Test
    void the_system_prompt_names_the_shop_and_the_day() {
        for (String language : List.of("zh", "en")) {
            assertThat(PROMPTS.system(language, new Prompts.SystemPrompt("山野", "2026-11-22")))
                    .contains("山野", "2026-11-22")
                    .doesNotContain("{{");
        }
    }

    @org.junit.jupiter.api.Test
    void a_template_leaves_out_what_is_not_known() {
        String said = PROMPTS.say(PROMPTS.tool("check_stock"), "zh", Map.of("title", "大衣", "inStock", true));

        assertThat(said).contains("大衣").doesNotContain("{{");
    }
}
