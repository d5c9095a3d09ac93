package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadingLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.PackagePart;

/** The texts a workbook keeps once for all its cells. */
final class SharedStrings {

    private final List<String> texts = new ArrayList<>();

    static SharedStrings of(OfficePackage document, PackagePart workbook, ReadingLimits limits)
            throws IOException, XMLStreamException, InvalidFormatException {
        SharedStrings strings = new SharedStrings();
        Optional<PackagePart> part = document.related(workbook, "sharedStrings");
        if (part.isPresent()) {
            try (InputStream content = part.get().getInputStream()) {
                strings.read(OfficePackage.xml(content), limits);
            }
        }
        return strings;
    }

    String at(String index) {
        int place = Xml.number(index.strip(), -1);
        return place >= 0 && place < texts.size() ? texts.get(place) : "";
    }

    private void read(XMLStreamReader xml, ReadingLimits limits) throws XMLStreamException {
        long characters = 0;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                String text = richText(xml);
                characters += text.length();
                limits.requireCharacters(characters);
                texts.add(text);
            }
        }
    }

    /** The text of pieces that may look different, without the readings above Chinese and Japanese characters. */
    static String richText(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "t" -> text.append(Xml.text(xml));
                    case "rPh" -> Xml.skip(xml);
                    default -> depth++;
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
        return text.toString();
    }
}
