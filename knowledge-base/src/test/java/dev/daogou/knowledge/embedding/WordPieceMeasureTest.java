package dev.daogou.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.daogou.knowledge.TextMeasure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordPieceMeasureTest {

    private static final List<String> AWKWARD = List.of(
            "",
            " \n\t\u00a0\u3000",
            "这件风衣防水吗？当然，压胶接缝，雨天也能穿。",
            "Waterproofing isn't re-applied; see https://example.org/a_b?c=d#e%20f",
            "故障码E-05/ERR_12：请检查wifi路由器(2.4GHz)，固件v1.2.30",
            "😀👩‍👩‍👧‍👦 emoji，和👍🏽中文",
            "naïve café Ångström ﬁne Straße İstanbul",
            "한국어 문장과 カタカナ・ひらがな、混在テキスト",
            "a\u0000b\u200dc\ufeffd\u00ade",
            "ＡＢＣ１２３！？～｜…——「引号」『书』【标】·、",
            "مرحبا بالعالم नमस्ते दुनिया สวัสดี",
            "㐀㐁 𠀀𠀁𪜀 豈 ⺀ 〇",
            "x".repeat(100) + " " + "x".repeat(101) + " " + "ab1".repeat(3000),
            "e\u0301".repeat(40) + "\u2028line\u2029paragraph\r\nend");

    @ParameterizedTest
    @EnumSource
    void a_text_is_as_long_as_the_models_own_tokenizer_makes_it(BuiltInModel model) throws IOException {
        TextMeasure measure = model.measure();
        try (HuggingFaceTokenizer tokenizer = tokenizer(model)) {
            for (String text : AWKWARD) {
                assertThat(measure.tokens(text)).as(text).isEqualTo(length(tokenizer, text));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void so_is_any_mixture_of_characters(BuiltInModel model) throws IOException {
        TextMeasure measure = model.measure();
        Random random = new Random(11);
        int[] characters = String.join("", AWKWARD).codePoints().toArray();
        try (HuggingFaceTokenizer tokenizer = tokenizer(model)) {
            for (int i = 0; i < 400; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(60); j >= 0; j--) {
                    text.appendCodePoint(
                            random.nextInt(4) == 0 ? 1 + random.nextInt(0x2fff) : characters[random.nextInt(200)]);
                }
                assertThat(measure.tokens(text.toString())).as(text.toString()).isEqualTo(length(tokenizer, text));
            }
        }
    }

    private static int length(HuggingFaceTokenizer tokenizer, CharSequence text) {
        return tokenizer.encode(text.toString(), false, false).getIds().length;
    }

    private static HuggingFaceTokenizer tokenizer(BuiltInModel model) throws IOException {
        try (InputStream definition = Objects.requireNonNull(
                BuiltInModel.class.getResourceAsStream("/" + model.signature().model() + "-tokenizer.json"))) {
            return HuggingFaceTokenizer.newInstance(definition, Map.of("padding", "false", "truncation", "false"));
        }
    }
}
