package dev.daogou.knowledge.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * LangChain4j's encoder over a model from its jars, each text worked on by one thread. By default ONNX Runtime spreads each
 * text over all cores and lets the threads that have nothing to do spin, which costs a third of the processor when several
 * texts are embedded at once. The vectors are the same.
 */
final class BertModel extends AbstractInProcessEmbeddingModel {

    private final OnnxBertBiEncoder encoder;
    private final int components;

    /** @param name of the resources: {@code name.onnx} and {@code name-tokenizer.json} */
    BertModel(String name, int components, Executor executor) {
        super(executor);
        this.components = components;
        try (InputStream weights = resource(name + ".onnx");
                InputStream tokenizer = resource(name + "-tokenizer.json");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            this.encoder = new OnnxBertBiEncoder(
                    environment,
                    environment.createSession(weights.readAllBytes(), options),
                    tokenizer,
                    PoolingMode.CLS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("The model " + name + " cannot be loaded", e);
        }
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(BertModel.class.getResourceAsStream("/" + name), name);
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return components;
    }
}
