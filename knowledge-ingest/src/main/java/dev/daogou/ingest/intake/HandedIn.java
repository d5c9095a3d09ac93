package dev.daogou.ingest.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;

/** The bytes of a submission: how many there are, as far as that is known before, and the bytes themselves, once. */
final class HandedIn {

    private HandedIn() {}

    /** How many bytes it has; {@code otherwise} when nobody knows before it is read. */
    static long size(InputStreamSource content, long otherwise) {
        if (!(content instanceof Resource resource)) {
            return otherwise;
        }
        try {
            return resource.contentLength();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes, of which at most {@code most} are read. */
    static byte[] bytes(InputStreamSource content, long size, long most) {
        int expected = (int) Math.min(Math.min(size, most), Integer.MAX_VALUE - 8L);
        byte[] bytes = new byte[Math.max(expected, 0)];
        try (InputStream stream = content.getInputStream()) {
            int read = stream.readNBytes(bytes, 0, bytes.length);
            return read < bytes.length ? Arrays.copyOf(bytes, read) : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
