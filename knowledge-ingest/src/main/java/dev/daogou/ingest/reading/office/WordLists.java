package dev.daogou.ingest.reading.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.PackagePart;

/** Numbers list items and headings as Word does: {@code 1.}, {@code 第二条}, {@code 3.1}, or a dash for a bullet. */
final class WordLists {

    /** The list a paragraph belongs to and how deep it stands in it, from 0. */
    record Place(String listId, int level) {}

    private record Level(int start, String format, String text) {}

    private static final int LEVELS = 9;
    private static final Level PLAIN = new Level(1, "bullet", "");

    private final Map<String, Level[]> definitions = new HashMap<>();
    private final Map<String, String> definitionOf = new HashMap<>();
    private final Map<String, Integer> startsAgain = new HashMap<>();
    private final Map<String, int[]> counts = new HashMap<>();
    private final Map<String, Boolean> begun = new HashMap<>();

    static WordLists of(Optional<PackagePart> part) throws IOException, XMLStreamException {
        WordLists lists = new WordLists();
        if (part.isPresent()) {
            try (InputStream content = part.get().getInputStream()) {
                lists.read(OfficePackage.xml(content));
            }
        }
        return lists;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        String definition = "";
        String list = "";
        int overridden = -1;
        Level[] levels = new Level[LEVELS];
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            String value = Xml.value(xml, "val");
            switch (xml.getLocalName()) {
                case "abstractNum" -> {
                    definition = Xml.value(xml, "abstractNumId");
                    levels = new Level[LEVELS];
                    definitions.put(definition, levels);
                }
                case "lvl" -> {
                    int level = Xml.number(Xml.value(xml, "ilvl"), 0);
                    Level read = level(xml);
                    if (level >= 0 && level < LEVELS && list.isEmpty()) {
                        levels[level] = read;
                    }
                }
                case "num" -> list = Xml.value(xml, "numId");
                case "abstractNumId" -> definitionOf.put(list, value);
                case "lvlOverride" -> overridden = Xml.number(Xml.value(xml, "ilvl"), -1);
                case "startOverride" -> startsAgain.put(list + "/" + overridden, Xml.number(value, 1));
                default -> {}
            }
        }
    }

    private static Level level(XMLStreamReader xml) throws XMLStreamException {
        int start = 1;
        String format = "decimal";
        String text = "";
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                String value = Xml.value(xml, "val");
                switch (xml.getLocalName()) {
                    case "start" -> start = Xml.number(value, 1);
                    case "numFmt" -> format = value;
                    case "lvlText" -> text = value;
                    default -> {}
                }
            }
        }
        return new Level(start, format, text);
    }

    /** The next item's marker with a space behind it; counts on. Empty where the list shows nothing. */
    String next(Place place) {
        String definition = definitionOf.getOrDefault(place.listId(), "");
        Level[] levels = definitions.get(definition);
        int at = Math.clamp(place.level(), 0, LEVELS - 1);
        if (levels == null) {
            return "- ";
        }
        int[] numbers = counts.computeIfAbsent(definition, key -> new int[LEVELS]);
        String again = place.listId() + "/" + at;
        Integer restart = startsAgain.get(again);
        if (restart != null && begun.putIfAbsent(again, true) == null) {
            numbers[at] = restart;
        } else {
            numbers[at] = numbers[at] == 0 ? orPlain(levels[at]).start() : numbers[at] + 1;
        }
        for (int deeper = at + 1; deeper < LEVELS; deeper++) {
            numbers[deeper] = 0;
        }
        Level level = orPlain(levels[at]);
        if (level.format().equals("bullet")) {
            return "- ";
        }
        if (level.format().equals("none") || level.text().isEmpty()) {
            return "";
        }
        String text = level.text();
        for (int i = 0; i < LEVELS; i++) {
            if (text.contains("%" + (i + 1))) {
                Level one = orPlain(levels[i]);
                int number = numbers[i] == 0 ? one.start() : numbers[i];
                text = text.replace("%" + (i + 1), Numerals.write(number, one.format()));
            }
        }
        return text.strip() + " ";
    }

    private static Level orPlain(Level level) {
        return level == null ? PLAIN : level;
    }
}
