package dev.daogou.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecodingTest {

    private static final String SIMPLIFIED = "问题,答案\n可以开发票吗,可以,下单时勾选即可。\n周末发货吗,照常发货 SF-401\n";
    private static final String TRADITIONAL = "商品說明:這件外套防風防水,適合登山與露營。\n洗滌時請使用冷水,不要漂白。\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16LE", "UTF-16BE"})
    void simplified_chinese_is_read_in_every_usual_encoding(String charset) {
        assertThat(TextDecoding.decode(SIMPLIFIED.getBytes(Charset.forName(charset))))
                .isEqualTo(SIMPLIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "Big5", "UTF-16LE"})
    void traditional_chinese_is_read_in_every_usual_encoding(String charset) {
        assertThat(TextDecoding.decode(TRADITIONAL.getBytes(Charset.forName(charset))))
                .isEqualTo(TRADITIONAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void a_byte_order_mark_is_no_part_of_the_text(String charset) {
        assertThat(TextDecoding.decode(("\ufeff" + SIMPLIFIED).getBytes(Charset.forName(charset))))
                .isEqualTo(SIMPLIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"名称", "茶", "价格,库存\n12,5\n", "SKU,颜色\nTC-01,卡其\n"})
    void a_few_characters_of_gbk_are_enough(String text) {
        assertThat(TextDecoding.decode(text.getBytes(Charset.forName("GBK")))).isEqualTo(text);
    }

    @Test
    void western_text_is_not_taken_for_chinese() {
        String text = "Le café crème coûte 3 € à emporter; naïve façade.\n";

        assertThat(TextDecoding.decode(text.getBytes(Charset.forName("windows-1252"))))
                .isEqualTo(text);
    }

    @Test
    void one_damaged_place_does_not_spoil_a_long_text() {
        byte[] bytes = SIMPLIFIED.repeat(30).getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length / 2] = (byte) 0xFF;

        assertThat(TextDecoding.decode(bytes)).contains("可以开发票吗").contains("\ufffd");
    }

    @Test
    void a_page_is_believed_when_it_says_its_encoding() {
        String page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\"></head>"
                + "<body>日本の茶</body></html>";

        assertThat(TextDecoding.decodeHtml(page.getBytes(Charset.forName("Shift_JIS"))))
                .isEqualTo(page);
    }

    @Test
    void a_page_that_says_the_wrong_encoding_is_not_believed() {
        String page = "<html><head><meta charset=\"gb2312\"></head><body>其实是 UTF-8 的页面,有很多汉字</body></html>";

        assertThat(TextDecoding.decodeHtml(page.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(page);
    }

    @Test
    void bytes_that_are_no_text_are_not_read() {
        assertThatThrownBy(() -> TextDecoding.decode(new byte[] {1, 2, 3, 0, 4, 5}))
                .isInstanceOf(DocumentUnreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-16LE", "UTF-16BE", "UTF-8"})
    void short_mixed_texts_need_no_help(String charset) {
        for (String text : List.of("退货 7 天内", "USB-C 充电器 45W", "这件 T-shirt 可以机洗吗", "运费10元,满99包邮")) {
            assertThat(TextDecoding.decode(text.getBytes(Charset.forName(charset))))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void chinese_without_a_single_plain_character_is_read_without_a_mark(String charset) {
        String text = "请问这件外套可以水洗吗，多久能发货，退货的运费由谁承担。";

        assertThat(TextDecoding.decode(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
    }

    @Test
    void signs_in_english_text_are_read_as_their_own_set_has_them() {
        String text = "Machine wash at 30 °C, line dry – do not iron.";

        assertThat(TextDecoding.decode(text.getBytes(Charset.forName("GBK")))).isEqualTo(text);
        assertThat(TextDecoding.decode(text.getBytes(Charset.forName("windows-1252"))))
                .isEqualTo(text);
    }

    @Test
    void japanese_is_read_without_being_declared() {
        String text = "この商品は水洗いできますか。";

        assertThat(TextDecoding.decode(text.getBytes(Charset.forName("windows-31j"))))
                .isEqualTo(text);
    }

    @Test
    void the_server_is_believed_before_the_page_where_its_word_makes_sense() {
        String page = "<html><head><meta charset=\"Big5\"></head><body>可以开发票吗,可以,下单时勾选即可。</body></html>";

        assertThat(TextDecoding.tryDecodeHtml(page.getBytes(Charset.forName("GBK")), "gb2312"))
                .contains(page);
        assertThat(TextDecoding.tryDecodeHtml(page.getBytes(StandardCharsets.UTF_8), "gb2312"))
                .contains(page);
        assertThat(TextDecoding.tryDecodeHtml(page.getBytes(StandardCharsets.UTF_8), "no-such-set"))
                .contains(page);
    }

    @Test
    void a_page_in_utf_16_that_calls_itself_utf_8_is_read_by_its_mark() {
        String page = "<html><head><meta charset=\"utf-8\"></head><body>日本 and 中国</body></html>";

        assertThat(TextDecoding.decodeHtml(("\ufeff" + page).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(page);
    }
}
