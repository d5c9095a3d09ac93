package dev.daogou.ingest.reasons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.Language;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void every_reason_the_code_gives_has_a_sentence() throws IOException {
        Set<String> given = new TreeSet<>();
        Pattern code =
                Pattern.compile("\"((?:document|indexing|shop|address|crawl|page|command|decision|version)_[a-z_]+)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher matcher = code.matcher(Files.readString(source));
                while (matcher.find()) {
                    given.add(matcher.group(1));
                }
            }
        }
        given.removeAll(Set.of("document_id", "crawl_id", "shop_id", "version_id")); // columns

        assertThat(english().stringPropertyNames()).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void both_languages_say_the_same_and_name_the_same() throws IOException {
        Properties english = english();
        Properties chinese = bundle("ingest-messages_zh.properties");

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String code : english.stringPropertyNames()) {
            assertThat(names(chinese.getProperty(code))).as(code).isEqualTo(names(english.getProperty(code)));
        }
    }

    @Test
    void a_reason_is_told_in_the_language_that_is_asked_for() {
        Reason reason = Reason.of("document_too_large", "50 MB");

        assertThat(reason.in(Language.ZH)).startsWith("文件超过了 50 MB");
        assertThat(reason.in(Language.EN)).startsWith("The file is larger than 50 MB.");
    }

    private static Properties english() throws IOException {
        return bundle("ingest-messages.properties");
    }

    private static Properties bundle(String name) throws IOException {
        Properties sentences = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", name), StandardCharsets.UTF_8)) {
            sentences.load(reader);
        }
        return sentences;
    }

    private static Set<String> names(String sentence) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(sentence);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
