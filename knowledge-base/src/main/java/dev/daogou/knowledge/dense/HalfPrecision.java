package dev.daogou.knowledge.dense;

import dev.langchain4j.data.embedding.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Vectors as IEEE 754 half precision numbers, two bytes a component, little endian. */
final class HalfPrecision {

    private HalfPrecision() {}

    static byte[] bytesOf(Embedding embedding) {
        float[] vector = embedding.vector();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float component : vector) {
            bytes.putShort(Float.floatToFloat16(component));
        }
        return bytes.array();
    }

    static Embedding embeddingOf(byte[] bytes) {
        ShortBuffer halves = halves(bytes);
        float[] vector = new float[halves.remaining()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.float16ToFloat(halves.get(i));
        }
        return new Embedding(vector);
    }

    /** The cosine similarity of a stored vector and another one of the same dimension. */
    static double cosine(byte[] bytes, float[] other) {
        ShortBuffer halves = halves(bytes);
        float product = 0;
        float square = 0;
        float otherSquare = 0;
        for (int i = 0; i < other.length; i++) {
            float component = Float.float16ToFloat(halves.get(i));
            product += component * other[i];
            square += component * component;
            otherSquare += other[i] * other[i];
        }
        return product / Math.max(Math.sqrt((double) square * otherSquare), 1e-12);
    }

    private static ShortBuffer halves(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }
}
