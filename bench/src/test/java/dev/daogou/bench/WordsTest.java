package dev.daogou.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void a_word_counts_as_often_as_both_have_it() {
        Words reference = Words.of("red red red blue");

        assertThat(reference.alsoIn(Words.of("Red, red; green"))).isEqualTo(2);
        assertThat(reference.missingIn(Words.of("Red, red; green")))
                .contains("blue")
                .contains("red");
    }

    @Test
    void each_chinese_character_is_a_word() {
        assertThat(Words.of("退货 7天 USB-C").counts()).containsOnlyKeys("退", "货", "7", "天", "usb", "c");
    }

    @Test
    void comments_targets_of_links_and_marks_are_no_words_of_markdown() {
        assertThat(Words.ofMarkdown("## A <!-- image --> [page](/start.html \"home\") b\\_c &amp; &lt;d&gt;")
                        .counts())
                .containsOnlyKeys("a", "page", "b", "c", "d");
    }
}
