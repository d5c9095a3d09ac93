package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.DocumentReader;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SourceFile;
import java.util.Set;

/** Reads presentations of PowerPoint and its like. The library behind it is loaded when the first one is read. */
public final class PptxReader implements DocumentReader {

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/vnd.openxmlformats-officedocument.presentationml.presentation");
    }

    @Override
    public Set<String> endings() {
        return Set.of("pptx", "pptm", "ppsx");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        return OfficePackage.read(file.content(), document -> Presentation.read(document, file.limits()));
    }
}
