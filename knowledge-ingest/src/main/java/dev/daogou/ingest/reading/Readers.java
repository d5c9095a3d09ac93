package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.mail.MailReader;
import dev.daogou.ingest.reading.office.DocxReader;
import dev.daogou.ingest.reading.office.PptxReader;
import dev.daogou.ingest.reading.office.XlsxReader;
import dev.daogou.ingest.reading.pdf.PdfReader;
import dev.daogou.ingest.reasons.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of formats that can be read. */
public final class Readers {

    private static final List<DocumentReader> TABLE = List.of(
            new MarkdownReader(),
            new HtmlReader(),
            new CsvReader(),
            new PlainTextReader(),
            new PdfReader(),
            new DocxReader(),
            new XlsxReader(),
            new PptxReader(),
            new MailReader(Readers::readBody));

    private Readers() {}

    /** Whether a document of this media type can be read. */
    public static boolean canRead(String mediaType) {
        return readerOf(mediaType).isPresent();
    }

    /** The media type told by a file name's ending, when the ending is that of a format that can be read. */
    public static Optional<String> mediaTypeOfName(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TABLE.stream()
                .filter(reader -> reader.endings().contains(ending))
                .map(reader -> reader.mediaTypes().iterator().next())
                .findFirst();
    }

    /**
     * Reads a document.
     *
     * @throws DocumentUnreadable when it is damaged, of an unknown format, beyond the limits, or says nothing
     */
    public static ReadDocument read(SourceFile file) {
        DocumentReader reader = readerOf(file.mediaType())
                .orElseThrow(() -> new DocumentUnreadable(Reason.of("document_type_unknown", file.mediaType())));
        Unfolding.require(file);
        ReadDocument document;
        try {
            document = reader.read(file);
        } catch (StackOverflowError e) {
            throw new DocumentUnreadable(Reason.of("document_nested_too_deep"));
        }
        Extent.require(document, file.limits());
        if (document.sections().isEmpty()) {
            throw new DocumentUnreadable(Reason.of("document_says_nothing"));
        }
        return document;
    }

    /** A part of a document that is itself text or a page; it may say nothing. */
    private static ReadDocument readBody(SourceFile body) {
        return readerOf(body.mediaType())
                .orElseThrow(() -> new IllegalArgumentException(body.mediaType()))
                .read(body);
    }

    private static Optional<DocumentReader> readerOf(String mediaType) {
        return TABLE.stream()
                .filter(reader -> reader.mediaTypes().contains(mediaType))
                .findFirst();
    }
}
