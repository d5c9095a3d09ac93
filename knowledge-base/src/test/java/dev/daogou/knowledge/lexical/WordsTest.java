package dev.daogou.knowledge.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void chinese_is_cut_into_words_without_those_that_say_nothing() {
        assertThat(wordsOf("请问这个帐篷防水吗?")).contains("帐篷", "防水").doesNotContain("请问", "这个", "吗");
    }

    @Test
    void traditional_and_full_width_characters_meet_simplified_and_plain_ones() {
        assertThat(wordsOf("防曬袖套 ＡＢＣ－１２３")).containsAll(wordsOf("防晒袖套")).contains("abc123");
    }

    @ParameterizedTest
    @CsvSource({"shipping,ships", "returned,returning", "batteries,battery", "sizes,size", "waterproofing,waterproofed"
    })
    void english_words_meet_in_their_stem(String one, String other) {
        assertThat(wordsOf(one)).isEqualTo(wordsOf(other));
    }

    @Test
    void english_words_that_say_nothing_are_left_out() {
        assertThat(wordsOf("Can you tell me how heavy the tent is?")).containsExactly("heavi", "tent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E-07", "e07", "E_07", "显示E07故障", "(E.07)"})
    void a_code_is_the_same_word_however_it_is_written(String text) {
        assertThat(Words.of(text)).contains(new Word("e07", true));
    }

    @Test
    void a_model_number_is_found_by_its_parts_too() {
        assertThat(wordsOf("F6033-UD3(HE)")).contains("f6033ud3", "f6033", "6033", "ud3");
        assertThat(wordsOf("iPhone 15")).contains("iphone15");
        assertThat(wordsOf("iphone15")).contains("iphone15", "iphon", "15");
        assertThat(wordsOf("Wi-Fi")).contains("wifi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"165cm", "1.65m", "50kg", "3300W", "2xl", "20000mAh", "4K", "199", "1.5"})
    void a_quantity_is_no_code(String text) {
        assertThat(Words.of(text)).isNotEmpty().noneMatch(Word::code);
    }

    @ParameterizedTest
    @CsvSource({
        "5 ft,5ft",
        "5 ft.,5ft",
        "1/2 in.,1/2in",
        "3 kg,3公斤",
        "3kg,3 千克",
        "165cm,165 厘米",
        "1500w,1500瓦",
    })
    void a_measure_is_the_same_words_however_it_is_written(String one, String other) {
        assertThat(wordsOf(one)).isEqualTo(wordsOf(other)).isNotEmpty();
    }

    @Test
    void half_an_inch_is_not_twelve_inches() {
        assertThat(wordsOf("1/2 in")).contains("1/2").doesNotContain("12in", "12");
        assertThat(wordsOf("1-1/2 in")).contains("1-1/2", "1/2").doesNotContain("112");
        assertThat(wordsOf("½ in")).contains("1/2");
    }

    @Test
    void a_model_number_written_apart_is_the_one_written_together() {
        assertThat(Words.of("JQ 902 能用吗")).contains(new Word("jq902", true));
        assertThat(Words.of("size 42")).noneMatch(Word::code);
        assertThat(Words.of("12-gauge wire")).noneMatch(Word::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JQ-902", "jq902", "JQ 902", "JQ - 902", "ＪＱ－９０２", "JQ–902", "JQ — 902", "净饮机JQ_902怎么装"})
    void a_model_number_is_the_same_word_with_any_mark_between_its_parts(String text) {
        assertThat(Words.of(text)).contains(new Word("jq902", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPRING20", "spring20", "ＳＰＲＩＮＧ２０", "Spring 20", "SPRING-20", "用券SPRING20能减吗"})
    void a_coupon_code_is_the_same_word_however_it_is_typed(String text) {
        assertThat(wordsOf(text)).contains("spring20");
    }

    @Test
    void a_list_of_words_with_dashes_has_no_models() {
        assertThat(Words.of("2019 – 2020, size - 42, 帐篷 - 2人")).noneMatch(Word::code);
    }

    @Test
    void a_name_of_the_shop_is_a_word_beside_the_words_it_is_cut_into() {
        ShopNames names = ShopNames.of(List.of("云鲸", "云鲸扫地机"));
        List<String> with =
                Words.of("云鲸扫地机怎么连网", names).stream().map(Word::text).toList();

        assertThat(with).contains("云鲸", "云鲸扫地机").containsAll(wordsOf("云鲸扫地机怎么连网"));
        assertThat(wordsOf("云鲸扫地机怎么连网")).doesNotContain("云鲸");
    }

    @Test
    void a_title_names_what_stands_alone_in_it_and_what_no_dictionary_knows() {
        assertThat(ShopNames.namedBy("云鲸扫地机器人 J3 自动集尘款", List.of())).contains("云鲸", "云鲸扫地机器人");
        assertThat(ShopNames.namedBy("雲鯨掃地機器人", List.of())).contains("云鲸");
        assertThat(ShopNames.namedBy("可折叠收纳箱大号加厚带盖子整理箱", List.of("山屿", "Nordic 云野系列")))
                .contains("山屿", "云野系列")
                .noneMatch(name -> name.length() > 8);
        assertThat(ShopNames.namedBy("云鲸怎么连不上网络的", List.of())).isEmpty();
        assertThat(ShopNames.namedBy("帐篷", List.of("帐篷", "Nordic"))).isEmpty();
    }

    @Test
    void nothing_but_marks_has_no_words() {
        assertThat(Words.of("?!… 😀 --")).isEmpty();
        assertThat(Words.of("")).isEmpty();
    }

    private static List<String> wordsOf(String text) {
        return Words.of(text).stream().map(Word::text).toList();
    }
}
