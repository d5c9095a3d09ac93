package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.DocumentReader;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SourceFile;
import java.util.Set;

/** Reads workbooks of Excel and its like. The library behind it is loaded when the first one is read. */
public final class XlsxReader implements DocumentReader {

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    @Override
    public Set<String> endings() {
        return Set.of("xlsx", "xlsm");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        return OfficePackage.read(file.content(), document -> Workbook.read(document, file.limits()));
    }
}
