package dev.daogou.knowledge.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * A BERT model from LangChain4j's jars, of which the first token's vector is the text's. Each text is worked on by one
 * thread: by default ONNX Runtime spreads each text over all cores and lets the threads that have nothing to do spin, which
 * costs a third of the processor when several texts are embedded at once. Each text is cut into tokens once, where
 * LangChain4j's own encoder does it three times. The vectors are the same.
 */
final class BertModel extends DimensionAwareEmbeddingModel {

    /** What BERT reads at once, less the two tokens around it. */
    private static final int WINDOW = 510;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final boolean readsTypes;
    private final long begin;
    private final long end;
    private final int components;
    private final Executor executor;

    /** @param name of the resources: {@code name.onnx} and {@code name-tokenizer.json} */
    BertModel(String name, int components, Executor executor) {
        this.components = components;
        this.executor = executor;
        try (InputStream weights = resource(name + ".onnx");
                InputStream definition = resource(name + "-tokenizer.json");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(weights.readAllBytes(), options);
            this.readsTypes = session.getInputNames().contains("token_type_ids");
            this.tokenizer =
                    HuggingFaceTokenizer.newInstance(definition, Map.of("padding", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("The model " + name + " cannot be loaded", e);
        }
        long[] around = tokenizer.encode("", true, false).getIds();
        this.begin = around[0];
        this.end = around[around.length - 1];
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(BertModel.class.getResourceAsStream("/" + name), name);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (segments.size() == 1) {
            return Response.from(List.of(embedded(segments.getFirst().text())));
        }
        List<CompletableFuture<Embedding>> started = segments.stream()
                .map(segment -> CompletableFuture.supplyAsync(() -> embedded(segment.text()), executor))
                .toList();
        try {
            return Response.from(started.stream().map(CompletableFuture::join).toList());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    protected Integer knownDimension() {
        return components;
    }

    /** A text that is longer than what the model reads at once is read part by part, each counting by its length. */
    private Embedding embedded(String text) {
        long[] tokens = tokenizer.encode(text, false, false).getIds();
        if (tokens.length == 0) {
            throw new IllegalArgumentException("A text that says nothing cannot be embedded");
        }
        float[] sum = new float[components];
        for (int from = 0; from < tokens.length; from += WINDOW) {
            int to = Math.min(from + WINDOW, tokens.length);
            float[] vector = vector(Arrays.copyOfRange(tokens, from, to));
            for (int i = 0; i < components; i++) {
                sum[i] += vector[i] * (to - from);
            }
        }
        Embedding embedding = Embedding.from(sum);
        embedding.normalize();
        return embedding;
    }

    /** Of unit length. */
    private float[] vector(long[] tokens) {
        long[] ids = new long[tokens.length + 2];
        ids[0] = begin;
        System.arraycopy(tokens, 0, ids, 1, tokens.length);
        ids[ids.length - 1] = end;
        long[] attention = new long[ids.length];
        Arrays.fill(attention, 1);
        long[] shape = {1, ids.length};
        try (OnnxTensor read = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor attended = OnnxTensor.createTensor(environment, LongBuffer.wrap(attention), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            inputs.put("input_ids", read);
            inputs.put("attention_mask", attended);
            if (readsTypes) {
                inputs.put("token_type_ids", types);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer ofTokens = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] first = new float[components];
                ofTokens.get(first);
                Embedding unit = Embedding.from(first);
                unit.normalize();
                return unit.vector();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("The model could not read a text", e);
        }
    }
}
