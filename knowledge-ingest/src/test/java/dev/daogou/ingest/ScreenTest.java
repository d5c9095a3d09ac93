package dev.daogou.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void a_terminal_writes_over_what_lives_and_keeps_what_stays() {
        Screen screen = new Screen.Terminal(out, 80);

        screen.living(List.of("indexing a.md 0/9", "waiting: 2"));
        screen.living(List.of("indexing a.md 5/9", "waiting: 1"));
        screen.line("[1/2] live a.md");
        screen.living(List.of());

        assertThat(seen()).containsExactly("[1/2] live a.md");
    }

    @Test
    void a_living_line_is_cut_to_the_width_of_the_terminal_where_chinese_is_twice_as_wide() {
        new Screen.Terminal(out, 11).living(List.of("扫地机器人使用帮助"));

        assertThat(seen()).containsExactly("扫地机器人");
    }

    @Test
    void what_goes_into_a_file_is_lines_only() {
        Screen screen = new Screen.Plain(out);

        screen.living(List.of("indexing a.md 0/9"));
        screen.line("[1/1] live a.md");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("[1/1] live a.md" + System.lineSeparator());
    }

    /** What a terminal shows in the end. */
    private List<String> seen() {
        List<String> lines = new java.util.ArrayList<>();
        for (String line : bytes.toString(StandardCharsets.UTF_8).split(System.lineSeparator(), -1)) {
            while (line.startsWith("\u001b[1A\u001b[2K")) {
                lines.removeLast();
                line = line.substring("\u001b[1A\u001b[2K".length());
            }
            lines.add(line);
        }
        lines.removeLast();
        return lines;
    }
}
