package dev.daogou.knowledge.embedding;

import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.TextMeasure;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The models that run inside the process, each of about 25 to 35 MB and of use for its own language only. */
public enum BuiltInModel {
    BGE_SMALL_ZH("bge-small-zh-v1.5-q", 512, ""),
    BGE_SMALL_EN("bge-small-en-v1.5-q", 384, "Represent this sentence for searching relevant passages: ");

    private final String model;
    private final int dimension;
    private final String beforeQuestions;

    BuiltInModel(String model, int dimension, String beforeQuestions) {
        this.model = model;
        this.dimension = dimension;
        this.beforeQuestions = beforeQuestions;
    }

    /** What the vectors of this model are known by. */
    public EmbeddingSignature signature() {
        return new EmbeddingSignature(model, dimension);
    }

    /**
     * What is put before a question, and before nothing else. The authors of bge v1.5 offer such an instruction.
     * Measured with the quantized models: in English it helps (nDCG@10 of the Home Depot set 0.31 instead of 0.29, and
     * what is not there is further away), in Chinese it costs (first hit right for 0.82 instead of 0.85 of LCQMC's
     * questions, for 0.72 instead of 0.76 of RGB's), so it is used in English only.
     */
    String beforeQuestions() {
        return beforeQuestions;
    }

    /** Reads the model's own tokenizer, to tell how long texts are. */
    TextMeasure measure() {
        return new WordPieceMeasure(BertModel.resource(model + "-tokenizer.json"));
    }

    /** The model for a language. */
    public static BuiltInModel of(Language language) {
        return switch (language) {
            case ZH -> BGE_SMALL_ZH;
            case EN -> BGE_SMALL_EN;
        };
    }

    static Optional<BuiltInModel> of(EmbeddingSignature signature) {
        for (BuiltInModel model : values()) {
            if (model.signature().equals(signature)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    /** Reads the model's weights, which takes about half a second. */
    EmbeddingModel load(Executor executor) {
        return new BertModel(model, dimension, executor);
    }
}
