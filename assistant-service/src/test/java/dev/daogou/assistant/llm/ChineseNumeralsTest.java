package dev.daogou.assistant.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseNumeralsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            一米六五, 1米65
            两百五十块, 250块
            两百五, 250
            一千二, 1200
            二百零五, 205
            三万五, 35000
            十五天, 15天
            二十, 20
            一百斤, 100斤
            推荐一下, 推荐一下
            这一款, 这一款
            """)
    void numerals_become_arabic_as_people_mean_them(String written, String arabic) {
        assertThat(ChineseNumerals.toArabic(written)).isEqualTo(arabic);
    }
}
