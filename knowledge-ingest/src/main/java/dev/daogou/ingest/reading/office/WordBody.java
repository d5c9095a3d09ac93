package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadingLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.PackagePart;

/**
 * Walks WordprocessingML (ECMA-376, part 1, 17): what was inserted is read, what was deleted or moved away is not, nor what is
 * hidden, nor the codes of fields, only what they show.
 */
final class WordBody {

    private static final Pattern LINK = Pattern.compile("HYPERLINK\\s+\"(https?://[^\"]+)\"");
    private static final int DEEPEST = 60;

    private final XMLStreamReader xml;
    private final PackagePart part;
    private final WordStyles styles;
    private final Map<String, String> notes;
    private final ReadingLimits limits;
    private final Deque<Field> fields = new ArrayDeque<>();
    private WordSink sink;
    private int depth;
    private int noteNumber;

    /** A field: its code, then what it shows. */
    private static final class Field {
        private final StringBuilder code = new StringBuilder();
        private boolean shows;
        private int begin;
    }

    WordBody(
            XMLStreamReader xml,
            PackagePart part,
            WordStyles styles,
            Map<String, String> notes,
            ReadingLimits limits,
            WordSink sink) {
        this.xml = xml;
        this.part = part;
        this.styles = styles;
        this.notes = notes;
        this.limits = limits;
        this.sink = sink;
    }

    void read() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("body")) {
                blocks();
                return;
            }
        }
        throw new XMLStreamException("No body");
    }

    /** Paragraphs and tables up to the end of the element it stands in. */
    void blocks() throws XMLStreamException {
        enter();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "p" -> paragraph();
                    case "tbl" -> table();
                    case "sdt" -> control(null);
                    case "ins", "moveTo", "customXml", "smartTag" -> blocks();
                    default -> Xml.skip(xml);
                }
            }
        }
        depth--;
    }

    private void enter() throws XMLStreamException {
        if (++depth > DEEPEST) {
            throw new XMLStreamException("Nested too deeply");
        }
    }

    /** A control holds blocks or, inside {@code paragraph}, words; a table of contents says nothing, nor does a prompt to type. */
    private void control(@org.jspecify.annotations.Nullable WordParagraph paragraph) throws XMLStreamException {
        boolean silent = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                if (xml.getLocalName().equals("sdtPr")) {
                    silent = isSilent();
                } else if (xml.getLocalName().equals("sdtContent") && !silent) {
                    if (paragraph == null) {
                        blocks();
                    } else {
                        inline(paragraph);
                    }
                } else {
                    Xml.skip(xml);
                }
            }
        }
    }

    private boolean isSilent() throws XMLStreamException {
        boolean silent = false;
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                inside++;
                silent |= xml.getLocalName().equals("showingPlcHdr") && Xml.isSwitchedOn(xml);
                silent |= xml.getLocalName().equals("docPartGallery")
                        && Xml.value(xml, "val").equals("Table of Contents");
            }
        }
        return silent;
    }

    private void paragraph() throws XMLStreamException {
        WordParagraph paragraph = new WordParagraph();
        inline(paragraph);
        sink.paragraph(paragraph);
    }

    /** Runs and what holds them, up to the end of the element it stands in. */
    private void inline(WordParagraph paragraph) throws XMLStreamException {
        enter();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "pPr" -> properties(paragraph);
                    case "r" -> run(paragraph);
                    case "hyperlink" -> link(paragraph);
                    case "sdt" -> control(paragraph);
                    case "t" -> paragraph.append(Xml.text(xml), false, 0);
                    case "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "oMath", "oMathPara" ->
                        inline(paragraph);
                    case "f", "sSup", "sSub", "rad", "num", "den", "e", "sup", "sub", "deg", "d", "nary" ->
                        inline(paragraph);
                    default -> Xml.skip(xml);
                }
            }
        }
        depth--;
    }

    private void properties(WordParagraph paragraph) throws XMLStreamException {
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                inside++;
                String value = Xml.value(xml, "val");
                switch (xml.getLocalName()) {
                    case "pStyle" -> paragraph.style = value;
                    case "outlineLvl" -> paragraph.outline = Xml.number(value, -1);
                    case "numId" -> paragraph.listId = value;
                    case "ilvl" -> paragraph.listLevel = Math.max(0, Xml.number(value, 0));
                    case "del", "moveFrom" -> paragraph.markDeleted = true;
                    case "pPrChange", "rPrChange", "sectPr" -> {
                        Xml.skip(xml);
                        inside--;
                    }
                    default -> {}
                }
            }
        }
    }

    private void link(WordParagraph paragraph) throws XMLStreamException {
        String id = Xml.value(xml, "id");
        int begin = paragraph.length();
        inline(paragraph);
        if (!id.isEmpty()) {
            OfficePackage.address(part, id).ifPresent(address -> addressed(paragraph, begin, address));
        }
    }

    private static void addressed(WordParagraph paragraph, int begin, String address) {
        String words = paragraph.since(Math.min(begin, paragraph.length()));
        if (!words.isBlank() && !words.contains(address)) {
            paragraph.append(" (" + address + ")", paragraph.isBold(), 0);
        }
    }

    private void run(WordParagraph paragraph) throws XMLStreamException {
        boolean hidden = false;
        boolean bold = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "rPr" -> {
                    int look = look();
                    hidden = (look & HIDDEN) != 0;
                    bold = (look & BOLD) != 0;
                }
                case "t" -> say(paragraph, Xml.text(xml), hidden, bold);
                case "tab", "ptab" -> {
                    say(paragraph, " ", hidden, bold);
                    Xml.skip(xml);
                }
                case "br", "cr" -> {
                    say(paragraph, Xml.value(xml, "type").isEmpty() ? "\n" : " ", hidden, bold);
                    Xml.skip(xml);
                }
                case "noBreakHyphen" -> {
                    say(paragraph, "-", hidden, bold);
                    Xml.skip(xml);
                }
                case "sym" -> {
                    say(paragraph, symbol(Xml.value(xml, "char")), hidden, bold);
                    Xml.skip(xml);
                }
                case "fldChar" -> field(paragraph);
                case "instrText" -> code(Xml.text(xml));
                case "footnoteReference" -> note(paragraph, "footnotes", hidden);
                case "endnoteReference" -> note(paragraph, "endnotes", hidden);
                case "ruby" -> ruby(paragraph);
                case "AlternateContent" -> alternatives(paragraph);
                case "drawing", "pict" -> boxes(paragraph);
                default -> Xml.skip(xml);
            }
        }
    }

    private static final int HIDDEN = 1;
    private static final int BOLD = 2;

    private int look() throws XMLStreamException {
        int look = 0;
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                inside++;
                switch (xml.getLocalName()) {
                    case "vanish", "specVanish" -> look |= Xml.isSwitchedOn(xml) ? HIDDEN : 0;
                    case "b" -> look |= Xml.isSwitchedOn(xml) ? BOLD : 0;
                    case "rStyle" -> look |= styles.isHidden(Xml.value(xml, "val")) ? HIDDEN : 0;
                    case "rPrChange" -> {
                        Xml.skip(xml);
                        inside--;
                    }
                    default -> {}
                }
            }
        }
        return look;
    }

    private void say(WordParagraph paragraph, String words, boolean hidden, boolean bold) {
        boolean shown = fields.stream().allMatch(field -> field.shows);
        if (!hidden && shown) {
            paragraph.append(words, bold, 0);
        }
    }

    private void field(WordParagraph paragraph) throws XMLStreamException {
        switch (Xml.value(xml, "fldCharType")) {
            case "begin" -> {
                Field field = new Field();
                field.begin = paragraph.length();
                fields.push(field);
            }
            case "separate" -> {
                if (!fields.isEmpty()) {
                    fields.peek().shows = true;
                }
            }
            default -> {
                if (!fields.isEmpty()) {
                    Field field = fields.pop();
                    Matcher link = LINK.matcher(field.code);
                    if (link.find()) {
                        addressed(paragraph, field.begin, link.group(1));
                    }
                }
            }
        }
        Xml.skip(xml);
    }

    private void code(String code) {
        if (!fields.isEmpty()) {
            fields.peek().code.append(code);
        }
    }

    private void note(WordParagraph paragraph, String kind, boolean hidden) throws XMLStreamException {
        String note = notes.get(kind + Xml.value(xml, "id"));
        Xml.skip(xml);
        if (note != null && !note.isEmpty() && !hidden) {
            String mark = "[" + ++noteNumber + "]";
            paragraph.append(mark, paragraph.isBold(), 0);
            paragraph.notes.add(mark + " " + note);
        }
    }

    /** Characters with their reading above: the characters only. */
    private void ruby(WordParagraph paragraph) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                if (xml.getLocalName().equals("rubyBase")) {
                    inline(paragraph);
                } else {
                    Xml.skip(xml);
                }
            }
        }
    }

    /** The same content in several forms: the first is read. */
    private void alternatives(WordParagraph paragraph) throws XMLStreamException {
        boolean taken = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                if (taken) {
                    Xml.skip(xml);
                } else {
                    boxes(paragraph);
                    taken = true;
                }
            }
        }
    }

    /** The text boxes inside a drawing, read after the paragraph they hang on. */
    private void boxes(WordParagraph paragraph) throws XMLStreamException {
        int inside = 1;
        while (inside > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                inside--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                if (xml.getLocalName().equals("txbxContent")) {
                    box(paragraph);
                } else {
                    inside++;
                }
            }
        }
    }

    private void box(WordParagraph paragraph) throws XMLStreamException {
        WordSink around = sink;
        WordLater later = new WordLater();
        sink = later;
        blocks();
        sink = around;
        paragraph.boxes.add(() -> later.into(around));
    }

    private void table() throws XMLStreamException {
        enter();
        WordSink around = sink;
        WordTable table = new WordTable(limits);
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                rowOrMore(table);
            }
        }
        depth--;
        sink = around;
        table.into(around);
    }

    private void rowOrMore(WordTable table) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "tr" -> row(table);
            case "sdt", "sdtContent", "customXml", "ins", "moveTo" -> {
                while (xml.hasNext()) {
                    int event = xml.next();
                    if (event == XMLStreamReader.END_ELEMENT) {
                        return;
                    }
                    if (event == XMLStreamReader.START_ELEMENT) {
                        rowOrMore(table);
                    }
                }
            }
            default -> Xml.skip(xml);
        }
    }

    private void row(WordTable table) throws XMLStreamException {
        table.beginRow();
        cells(table);
        table.endRow();
    }

    private void cells(WordTable table) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "trPr" -> table.rowProperties(xml);
                    case "tc" -> cell(table);
                    case "sdt", "sdtContent", "customXml" -> cells(table);
                    default -> Xml.skip(xml);
                }
            }
        }
    }

    private void cell(WordTable table) throws XMLStreamException {
        WordSink around = sink;
        WordLater content = new WordLater();
        sink = content;
        table.beginCell();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "tcPr" -> table.cellProperties(xml);
                    case "p" -> paragraph();
                    case "tbl" -> table();
                    case "sdt" -> control(null);
                    case "ins", "moveTo", "customXml" -> blocks();
                    default -> Xml.skip(xml);
                }
            }
        }
        sink = around;
        table.endCell(content);
    }

    /** Ticked and empty boxes of Word's symbol fonts; their other signs are ornaments. */
    private static String symbol(String code) {
        return switch (code.toUpperCase(java.util.Locale.ROOT)) {
            case "F0FE", "F052", "F054", "00FE", "0052" -> "☑";
            case "F0A8", "F06F", "F0A3", "00A8", "006F", "00A3" -> "☐";
            case "F0FC", "00FC" -> "✓";
            case "F0FB", "00FB" -> "✗";
            default -> "";
        };
    }
}
