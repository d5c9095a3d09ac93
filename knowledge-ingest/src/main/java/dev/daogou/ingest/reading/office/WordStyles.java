package dev.daogou.ingest.reading.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/** What a document's named styles mean: which are headings, which number their paragraphs, which are not shown. */
final class WordStyles {

    /** A level that says: running text. */
    static final int TEXT = 9;

    private static final Pattern HEADING = Pattern.compile("(?:heading|标题|標題|überschrift|titre|見出し)\\s*([1-9])");
    private static final Pattern CONTENTS = Pattern.compile("(?:toc|目录|目錄)\\s*\\d+|table of figures");
    private static final int DEEPEST = 20;

    private static final class Style {
        private String name = "";
        private String basedOn = "";
        private int outline = -1;
        private @Nullable String listId;
        private int listLevel;
        private boolean hidden;
        private boolean bold;
    }

    private final Map<String, Style> styles = new HashMap<>();
    private String usual = "";

    static WordStyles of(Optional<PackagePart> part) throws IOException, XMLStreamException {
        WordStyles all = new WordStyles();
        if (part.isPresent()) {
            try (InputStream content = part.get().getInputStream()) {
                all.read(OfficePackage.xml(content));
            }
        }
        return all;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Style style = new Style();
        boolean inStyle = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("style")) {
                inStyle = false;
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("style")) {
                style = new Style();
                inStyle = true;
                styles.put(Xml.value(xml, "styleId"), style);
                if (Xml.value(xml, "type").equals("paragraph") && Xml.isOn(xml, "default")) {
                    usual = Xml.value(xml, "styleId");
                }
            } else if (inStyle) {
                property(xml, style);
            }
        }
    }

    private static void property(XMLStreamReader xml, Style style) {
        String value = Xml.value(xml, "val");
        switch (xml.getLocalName()) {
            case "name" -> style.name = value.toLowerCase(Locale.ROOT).strip();
            case "basedOn" -> style.basedOn = value;
            case "outlineLvl" -> style.outline = Xml.number(value, -1);
            case "numId" -> style.listId = value;
            case "ilvl" -> style.listLevel = Xml.number(value, 0);
            case "vanish" -> style.hidden = Xml.isSwitchedOn(xml);
            case "b" -> style.bold = Xml.isSwitchedOn(xml);
            default -> {}
        }
    }

    /** From 0, which is the title of the whole; {@link #TEXT} for running text. */
    int levelOf(String id) {
        Style style = styles.get(id.isEmpty() ? usual : id);
        for (int i = 0; style != null && i < DEEPEST; i++) {
            if (style.outline >= 0) {
                return Math.min(TEXT, style.outline >= TEXT ? TEXT : style.outline + 1);
            }
            Matcher heading = HEADING.matcher(style.name);
            if (heading.matches()) {
                return Integer.parseInt(heading.group(1));
            }
            if (style.name.equals("title") || style.name.equals("标题") || style.name.equals("標題")) {
                return 0;
            }
            style = styles.get(style.basedOn);
        }
        return TEXT;
    }

    boolean isContents(String id) {
        Style style = styles.get(id);
        return style != null && CONTENTS.matcher(style.name).matches();
    }

    boolean isHidden(String id) {
        return has(id, true);
    }

    boolean isBold(String id) {
        return has(id, false);
    }

    private boolean has(String id, boolean hidden) {
        Style style = styles.get(id);
        for (int i = 0; style != null && i < DEEPEST; i++) {
            if (hidden ? style.hidden : style.bold) {
                return true;
            }
            style = styles.get(style.basedOn);
        }
        return false;
    }

    /** The list whose items paragraphs of this style are. */
    Optional<WordLists.Place> listOf(String id) {
        Style style = styles.get(id);
        for (int i = 0; style != null && i < DEEPEST; i++) {
            if (style.listId != null) {
                return Optional.of(new WordLists.Place(style.listId, style.listLevel));
            }
            style = styles.get(style.basedOn);
        }
        return Optional.empty();
    }
}
