package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.DocumentReader;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SourceFile;
import java.util.Set;

/** Reads documents of Word and its like. The library behind it is loaded when the first one is read. */
public final class DocxReader implements DocumentReader {

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }

    @Override
    public Set<String> endings() {
        return Set.of("docx", "docm");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        return OfficePackage.read(file.content(), document -> WordDocument.read(document, file.limits()));
    }
}
