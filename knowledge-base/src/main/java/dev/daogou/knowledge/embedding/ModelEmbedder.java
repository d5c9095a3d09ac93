package dev.daogou.knowledge.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.TextMeasure;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** An embedder over a LangChain4j model. */
final class ModelEmbedder implements Embedder {

    private static final int PIECE = 64;
    private static final int REMEMBERED_QUESTIONS = 2_000;

    private final EmbeddingModel model;
    private final EmbeddingSignature signature;
    private final String beforeQuestions;
    private final TextMeasure measure;
    private final Cache<String, Embedding> questions =
            Caffeine.newBuilder().maximumSize(REMEMBERED_QUESTIONS).build();

    /**
     * @param beforeQuestions what the model wants to read before a question; empty for nothing
     */
    ModelEmbedder(EmbeddingModel model, EmbeddingSignature signature, String beforeQuestions, TextMeasure measure) {
        this.model = model;
        this.signature = signature;
        this.beforeQuestions = beforeQuestions;
        this.measure = measure;
    }

    @Override
    public EmbeddingSignature signature() {
        return signature;
    }

    @Override
    public TextMeasure measure() {
        return measure;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        List<Embedding> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += PIECE) {
            List<TextSegment> piece = texts.subList(from, Math.min(from + PIECE, texts.size())).stream()
                    .map(TextSegment::from)
                    .toList();
            for (Embedding vector : model.embedAll(piece).content()) {
                vectors.add(checked(vector));
            }
        }
        return vectors;
    }

    @Override
    public Embedding embedQuery(String text) {
        return questions.get(
                text, asked -> checked(model.embed(beforeQuestions + asked).content()));
    }

    private Embedding checked(Embedding vector) {
        if (vector.dimension() != signature.dimension()) {
            throw new EmbeddingUnusable(
                    "The embedding model " + signature.model() + " answers with " + vector.dimension()
                            + " components where " + signature.dimension()
                            + " are stored: set DAOGOU_EMBEDDING_DIMENSION and DAOGOU_EMBEDDING_MODEL to what the shop"
                            + " was made with.",
                    null);
        }
        vector.normalize();
        return vector;
    }
}
