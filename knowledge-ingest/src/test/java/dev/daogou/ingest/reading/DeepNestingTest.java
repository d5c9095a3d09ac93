package dev.daogou.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Block.Listing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepNestingTest {

    @Test
    void quotes_in_quotes_are_read_as_words_where_nobody_would_nest_any_more() {
        assertThat(told(">".repeat(200_000) + " The end", "quotes.md")).containsExactly("# ", "p The end");
    }

    @Test
    void lists_in_lists_keep_every_item_and_their_indents_do_not_outgrow_them() {
        int depth = 50_000;
        String read = String.join("\n", told("<ol><li>x".repeat(depth), "lists.html"));

        assertThat(read).contains("1. x\n  1. x\n    1. x");
        assertThat(read.chars().filter(letter -> letter == 'x').count()).isEqualTo(depth);
        assertThat(read.length()).isLessThan(depth * 25);
    }

    @Test
    void a_list_in_a_list_stands_below_its_item_also_where_it_stands_beside_it() {
        String page =
                "<ul><li>Coats<ul><li>Parka<br>with hood</li><li>Anorak</li></ul></li><ul><li>Cape</li></ul><li>Hats</li></ul>";

        assertThat(Told.read(page.getBytes(StandardCharsets.UTF_8), "lists.html")
                        .sections()
                        .getFirst()
                        .blocks())
                .containsExactly(
                        new Listing(List.of("- Coats\n  - Parka\n    with hood\n  - Anorak\n  - Cape", "- Hats")));
    }

    @Test
    void a_cell_larger_than_a_document_is_too_much_text_and_not_a_damaged_table() {
        byte[] table = ("a,b\n1," + "word ".repeat(4_000_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(Told.refusal(table, "one-cell.csv")).isEqualTo("document_too_much_text");
    }

    private static List<String> told(String text, String name) {
        return Told.by(Told.read(text.getBytes(StandardCharsets.UTF_8), name));
    }
}
