package dev.daogou.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
}
