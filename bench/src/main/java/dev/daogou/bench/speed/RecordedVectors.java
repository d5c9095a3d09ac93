package dev.daogou.bench.speed;

import dev.daogou.knowledge.EmbeddingSignature;
import dev.daogou.knowledge.TextMeasure;
import dev.daogou.knowledge.embedding.Embedder;
import dev.langchain4j.data.embedding.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An embedder that has embedded everything before: the vectors of a list of texts, made once by the real model and kept in
 * a file, so that what is measured is the store. An interrupted run goes on where it stopped.
 */
public final class RecordedVectors implements Embedder {

    private static final int AT_ONCE = 512;

    private final Embedder model;
    private final Map<String, Embedding> vectors = new HashMap<>();
    private final Map<String, Embedding> questions = new ConcurrentHashMap<>();

    private RecordedVectors(Embedder model) {
        this.model = model;
    }

    /**
     * The vectors of these texts.
     *
     * @param model embeds what the file does not hold yet
     * @param file holds or will hold the vectors in the order of the texts
     */
    public static RecordedVectors of(List<String> texts, Embedder model, Path file) {
        RecordedVectors recorded = new RecordedVectors(model);
        int bytes = model.signature().dimension() * Float.BYTES;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int held = (int) Math.min(channel.size() / bytes, texts.size());
            recorded.read(texts.subList(0, held), channel, bytes);
            for (int from = held; from < texts.size(); from += AT_ONCE) {
                List<String> piece = texts.subList(from, Math.min(from + AT_ONCE, texts.size()));
                List<Embedding> made = model.embed(piece);
                ByteBuffer buffer = ByteBuffer.allocate(made.size() * bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < made.size(); i++) {
                    recorded.vectors.put(piece.get(i), made.get(i));
                    for (float component : made.get(i).vector()) {
                        buffer.putFloat(component);
                    }
                }
                buffer.flip();
                long place = (long) from * bytes;
                while (buffer.hasRemaining()) {
                    place += channel.write(buffer, place);
                }
                if (from % (AT_ONCE * 20) < AT_ONCE) {
                    System.out.println("embedded " + (from + piece.size()) + " of " + texts.size());
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        return recorded;
    }

    private void read(List<String> texts, FileChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < texts.size(); i++) {
            buffer.clear();
            long place = (long) i * bytes;
            while (buffer.hasRemaining()) {
                place += channel.read(buffer, place);
            }
            float[] vector = new float[bytes / Float.BYTES];
            buffer.flip().asFloatBuffer().get(vector);
            vectors.put(texts.get(i), new Embedding(vector));
        }
    }

    @Override
    public EmbeddingSignature signature() {
        return model.signature();
    }

    /** The vector of one of the texts. */
    public Embedding of(String text) {
        return Objects.requireNonNull(vectors.get(text), text);
    }

    @Override
    public TextMeasure measure() {
        return model.measure();
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        List<Embedding> found = new ArrayList<>(texts.size());
        for (String text : texts) {
            Embedding vector = vectors.get(text);
            found.add(vector == null ? model.embed(List.of(text)).getFirst() : vector);
        }
        return found;
    }

    @Override
    public Embedding embedQuery(String text) {
        return questions.computeIfAbsent(text, model::embedQuery);
    }
}
