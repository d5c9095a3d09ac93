package dev.daogou.ingest.reading.office;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Attributes and texts of office XML, by their local names, as its two dialects differ in the namespaces only. */
final class Xml {

    private Xml() {}

    /** The attribute's value, empty when it is not there. */
    static String value(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    static boolean isOn(XMLStreamReader xml, String name) {
        String value = value(xml, name);
        return value.equals("1") || value.equals("true") || value.equals("on");
    }

    /** Whether an element that switches something by being there does so: {@code <w:b/>}, but not {@code <w:b w:val="0"/>}. */
    static boolean isSwitchedOn(XMLStreamReader xml) {
        String value = value(xml, "val");
        return !(value.equals("0") || value.equals("false") || value.equals("off") || value.equals("none"));
    }

    static int number(String value, int otherwise) {
        return value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    /** Moves to the end of the element it stands at the beginning of. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** The text of the element it stands at the beginning of; moves to its end. */
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> depth++;
                case XMLStreamReader.END_ELEMENT -> depth--;
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    text.append(xml.getText());
                default -> {}
            }
        }
        return text.toString();
    }
}
