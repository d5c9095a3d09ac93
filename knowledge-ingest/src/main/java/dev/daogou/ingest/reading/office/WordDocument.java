package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.ReadingLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a Word document that say something: its body and the notes below its pages. */
final class WordDocument {

    private static final int MOST_NOTES = 20_000;

    private WordDocument() {}

    static ReadDocument read(OfficePackage document, ReadingLimits limits)
            throws IOException, XMLStreamException, InvalidFormatException {
        PackagePart main = document.main();
        WordStyles styles = WordStyles.of(document.related(main, "styles"));
        WordLists lists = WordLists.of(document.related(main, "numbering"));
        Map<String, String> notes = new HashMap<>();
        for (String kind : new String[] {"footnotes", "endnotes"}) {
            Optional<PackagePart> part = document.related(main, kind);
            if (part.isPresent()) {
                notes(part.get(), styles, limits, kind, notes);
            }
        }
        WordSections sections = new WordSections(styles, lists, limits);
        try (InputStream content = main.getInputStream()) {
            new WordBody(OfficePackage.xml(content), main, styles, notes, limits, sections).read();
        }
        String given = titleOf(document);
        return new ReadDocument(given == null ? sections.title() : given, sections.build());
    }

    private static void notes(
            PackagePart part, WordStyles styles, ReadingLimits limits, String kind, Map<String, String> notes)
            throws IOException, XMLStreamException {
        try (InputStream content = part.getInputStream()) {
            XMLStreamReader xml = OfficePackage.xml(content);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                boolean note = xml.getLocalName().equals("footnote")
                        || xml.getLocalName().equals("endnote");
                if (note && Xml.value(xml, "type").isEmpty() && notes.size() < MOST_NOTES) {
                    String id = Xml.value(xml, "id");
                    WordCellText text = new WordCellText();
                    new WordBody(xml, part, styles, Map.of(), limits, text).blocks();
                    notes.put(kind + id, text.text());
                }
            }
        }
    }

    /** What the author typed into the properties; programs put the first line or a file name there, which helps nobody. */
    private static @Nullable String titleOf(OfficePackage document) throws InvalidFormatException {
        String title = document.parts()
                .getPackageProperties()
                .getTitleProperty()
                .orElse("")
                .strip();
        boolean telling = title.length() > 1
                && title.length() <= 120
                && !title.matches(
                        "(?i).*\\.(?:docx?|wps|txt|dotx?)$|microsoft .*|untitled.*|文档\\d*|document\\d*|无标题.*|(?:ppt|powerpoint).*");
        return telling ? title : null;
    }
}
