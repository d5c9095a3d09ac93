package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.SourceFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What service and process say to each other: the process greets, then a document goes there and an answer comes back. */
final class Frames {

    private static final int GREETING = 0xDA06_0001;
    private static final int DOCUMENT = 0xDA06_0002;
    private static final int ANSWER = 0xDA06_0003;

    /** Bytes a character takes at most, and what titles, counts and marks may add to the text. */
    private static final int BYTES_A_CHARACTER = 4;

    private static final long FRAMEWORK = 32L << 20;
    private static final long OBJECTS = 1_000_000;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final DataOutputStream out;

    Frames(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    void greet() throws IOException {
        out.writeInt(GREETING);
        out.flush();
    }

    /** @throws IOException also when something else than the greeting comes */
    void awaitGreeting() throws IOException {
        expect(GREETING);
    }

    void send(SourceFile file) throws IOException {
        out.writeInt(DOCUMENT);
        ValueFormat.write(out, SourceFile.class, file);
        out.flush();
    }

    /** @throws EOFException when the service is gone */
    SourceFile receiveFile() throws IOException {
        expect(DOCUMENT);
        return ValueFormat.read(in, SourceFile.class, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    void send(Answer answer) throws IOException {
        out.writeInt(ANSWER);
        ValueFormat.write(out, Answer.class, answer);
        out.flush();
    }

    /**
     * The answer, of which no more is taken than a document within the limits can have.
     *
     * @throws IOException also when what comes is no answer
     */
    Answer receiveAnswer(ReadingLimits limits) throws IOException {
        expect(ANSWER);
        return ValueFormat.read(
                in,
                Answer.class,
                (long) limits.characters() * BYTES_A_CHARACTER + limits.cells() * (long) Integer.BYTES + FRAMEWORK,
                limits.cells() + OBJECTS);
    }

    private void expect(int mark) throws IOException {
        int found = in.readInt();
        if (found != mark) {
            throw new IOException("Expected %x, got %x".formatted(mark, found));
        }
    }
}
