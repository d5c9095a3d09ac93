package dev.daogou.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.List;
import org.junit.jupiter.api.Test;

class BertModelTest {

    private static final List<String> TEXTS = List.of(
            "这款帐篷能防暴雨吗？",
            "Can it be washed at 40 °C?",
            "保修期 2 年，自签收之日起计算；电池（KX-900）除外。\n\n| 型号 | 容量 |\n| A1 | 1.5 L |",
            "尺码：M/L/XL，适合 165~175cm。😀 naïve café ﬁne ½ ①",
            "unbelievablylongcompoundwordthatnobodyknows & <b>bold</b> http://example.org/a?b=c",
            "the same sentence again and again. ".repeat(40));

    @Test
    void a_text_has_the_vector_that_langchain4j_gives_it() {
        sameVectors(BuiltInModel.BGE_SMALL_ZH, new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run));
        sameVectors(BuiltInModel.BGE_SMALL_EN, new BgeSmallEnV15QuantizedEmbeddingModel(Runnable::run));
    }

    private static void sameVectors(BuiltInModel which, EmbeddingModel theirs) {
        EmbeddingModel ours = which.load(Runnable::run);
        List<TextSegment> segments = TEXTS.stream().map(TextSegment::from).toList();
        List<Embedding> vectors = ours.embedAll(segments).content();
        for (int i = 0; i < segments.size(); i++) {
            Embedding expected = theirs.embed(segments.get(i)).content();
            assertThat(CosineSimilarity.between(vectors.get(i), expected))
                    .as(TEXTS.get(i))
                    .isGreaterThan(0.99999);
        }
    }

    @Test
    void the_end_of_a_text_that_is_longer_than_the_model_reads_still_counts() {
        EmbeddingModel model = BuiltInModel.BGE_SMALL_ZH.load(Runnable::run);
        String start = "咖啡机的水箱要每天清洗。".repeat(60);
        Embedding without = model.embed(start).content();
        Embedding with = model.embed(start + "羽绒服请用中性洗涤剂手洗。".repeat(60)).content();
        Embedding down = model.embed("羽绒服怎么洗").content();

        assertThat(CosineSimilarity.between(with, down)).isGreaterThan(CosineSimilarity.between(without, down));
        assertThat(with.vector()).hasSize(512);
    }

    @Test
    void a_text_that_says_nothing_has_no_vector() {
        EmbeddingModel model = BuiltInModel.BGE_SMALL_ZH.load(Runnable::run);

        assertThatThrownBy(() -> model.embed(" \u200b\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
