package dev.daogou.ingest.reading;

import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks a document that is an archive once, keeping nothing, before a reader opens it: a few kilobytes can unfold to
 * terabytes. What the archive says of its own sizes is not believed.
 */
final class Unfolding {

    private static final int BUFFER = 1 << 16;

    private final ReadingLimits limits;
    private final byte[] buffer = new byte[BUFFER];
    private long unfolded;

    private Unfolding(ReadingLimits limits) {
        this.limits = limits;
    }

    /**
     * Does nothing for a file that is no archive.
     *
     * @throws DocumentUnreadable when it has too many files, unfolds too far, or is damaged
     */
    static void require(SourceFile file) {
        if (!isArchive(file.content())) {
            return;
        }
        try {
            // Only a file gives access by the archive's directory, which is what readers go by.
            Path copy = Files.createTempFile("archive", ".zip");
            try {
                Files.write(copy, file.content());
                new Unfolding(file.limits()).all(copy, file.content().length);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void all(Path copy, long packed) {
        long most = Math.min(
                limits.unfolded().toBytes(), Math.max(ReadingLimits.WORTH_ASKING, packed * limits.unfolding()));
        try (ZipFile archive = new ZipFile(copy.toFile())) {
            if (archive.size() > limits.archiveEntries()) {
                throw tooFar();
            }
            for (Enumeration<? extends ZipEntry> each = archive.entries(); each.hasMoreElements(); ) {
                unfold(archive, each.nextElement(), most);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DocumentUnreadable(Reason.of("document_damaged"));
        }
    }

    private void unfold(ZipFile archive, ZipEntry entry, long most) throws IOException {
        try (InputStream content = archive.getInputStream(entry)) {
            if (content == null) {
                return;
            }
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                unfolded += read;
                if (unfolded > most) {
                    throw tooFar();
                }
            }
        }
    }

    private static DocumentUnreadable tooFar() {
        return new DocumentUnreadable(Reason.of("document_expands_too_much"));
    }

    private static boolean isArchive(byte[] content) {
        return content.length > 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }
}
