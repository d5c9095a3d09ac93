package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.DocumentReader;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SourceFile;
import java.util.Set;

/** Reads PDF files. The library behind it is loaded when the first one is read. */
public final class PdfReader implements DocumentReader {

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/pdf");
    }

    @Override
    public Set<String> endings() {
        return Set.of("pdf");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        return PdfPages.read(file.content(), file.limits());
    }
}
