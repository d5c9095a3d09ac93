package dev.daogou.ingest.reading.office;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An office document written part by part. */
final class WrittenZip {

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String ROLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private final Map<String, String> parts = new LinkedHashMap<>();

    /** A Word document with this between {@code <w:body>} and {@code </w:body>}. */
    static WrittenZip word(String body) {
        return wordPart("<w:document xmlns:w=\"" + WORD + "\" xmlns:r=\"" + ROLE.substring(0, ROLE.length() - 1)
                + "\"><w:body>" + body + "</w:body></w:document>");
    }

    static WrittenZip wordPart(String document) {
        return new WrittenZip()
                .part("[Content_Types].xml", """
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                        <Default Extension="xml" ContentType="application/xml"/>
                        <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
                        </Types>""")
                .part("_rels/.rels", relationships("rId1", "officeDocument", "word/document.xml"))
                .part("word/document.xml", document);
    }

    WrittenZip styles(String styles) {
        return part("word/styles.xml", "<w:styles xmlns:w=\"" + WORD + "\">" + styles + "</w:styles>");
    }

    WrittenZip numbering(String numbering) {
        return part("word/numbering.xml", "<w:numbering xmlns:w=\"" + WORD + "\">" + numbering + "</w:numbering>");
    }

    WrittenZip footnotes(String footnotes) {
        return part("word/footnotes.xml", "<w:footnotes xmlns:w=\"" + WORD + "\">" + footnotes + "</w:footnotes>");
    }

    WrittenZip part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    byte[] bytes() {
        StringBuilder roles = new StringBuilder();
        for (String role : new String[] {"styles", "numbering", "footnotes"}) {
            if (parts.containsKey("word/" + role + ".xml")) {
                roles.append(
                        "<Relationship Id=\"" + role + "\" Type=\"" + ROLE + role + "\" Target=\"" + role + ".xml\"/>");
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
            if (!roles.isEmpty()) {
                zip.putNextEntry(new ZipEntry("word/_rels/document.xml.rels"));
                zip.write(("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                + roles + "</Relationships>")
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String relationships(String id, String role, String target) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\""
                + id + "\" Type=\"" + ROLE + role + "\" Target=\"" + target + "\"/></Relationships>";
    }
}
