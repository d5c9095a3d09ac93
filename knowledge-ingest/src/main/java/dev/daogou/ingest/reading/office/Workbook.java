package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.SectionBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.xssf.eventusermodel.XSSFReader;

/** Reads the sheets that can be seen, each below its name. */
final class Workbook {

    private record Sheet(String name, String relationshipId, boolean hidden) {}

    /** Names that programs give by themselves. */
    private static final Pattern UNNAMED = Pattern.compile("(?i)(?:sheet|工作表|表)\\s*\\d*");

    private final PackagePart main;
    private final List<Sheet> sheets = new ArrayList<>();
    private boolean countsFrom1904;

    private Workbook(PackagePart main) {
        this.main = main;
    }

    static ReadDocument read(OfficePackage document, ReadingLimits limits)
            throws IOException, XMLStreamException, OpenXML4JException {
        Workbook workbook = new Workbook(document.main());
        workbook.readSheetNames();
        SharedStrings strings = SharedStrings.of(document, workbook.main, limits);
        CellFormats formats =
                new CellFormats(new XSSFReader(document.parts()).getStylesTable(), workbook.countsFrom1904);
        SectionBuilder sections = new SectionBuilder();
        CellCount count = new CellCount(limits);
        List<Sheet> seen =
                workbook.sheets.stream().filter(sheet -> !sheet.hidden()).toList();
        for (Sheet sheet : seen) {
            Optional<PackagePart> part = document.byId(workbook.main, sheet.relationshipId());
            if (part.isEmpty()) {
                continue;
            }
            SheetCells cells = new SheetCells(strings, formats, count);
            try (InputStream xml = part.get().getInputStream()) {
                cells.read(OfficePackage.xml(xml));
            }
            boolean named = !(UNNAMED.matcher(sheet.name()).matches() && seen.size() == 1);
            sections.below(named ? sheet.name() : "", () -> SheetRegions.into(cells, sections));
        }
        return new ReadDocument(null, sections.build());
    }

    private void readSheetNames() throws IOException, XMLStreamException {
        try (InputStream part = main.getInputStream()) {
            XMLStreamReader xml = OfficePackage.xml(part);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("workbookPr")) {
                    countsFrom1904 = Xml.isOn(xml, "date1904");
                } else if (xml.getLocalName().equals("sheet")) {
                    String state = Xml.value(xml, "state");
                    sheets.add(
                            new Sheet(Xml.value(xml, "name").strip(), Xml.value(xml, "id"), state.endsWith("idden")));
                }
            }
        }
    }
}
