package dev.daogou.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the files that a merchant hands in by mistake and an attacker on purpose. */
final class AwkwardFiles {
    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String SHEET_BEGIN = "<worksheet xmlns=\"" + SHEET + "\"><sheetData>";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static final String RELATED = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String KINDS = "application/vnd.openxmlformats-officedocument.";

    private AwkwardFiles() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] text(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    /** The piece again and again, between a beginning and an end. */
    static byte[] repeated(String begin, String piece, int times, String end) {
        return text(begin + piece.repeat(times) + end);
    }

    static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length * 2 / 3);
    }

    /** A page whose text unpacks to so many megabytes. */
    static byte[] unfoldingPdf(int megabytes) {
        String line = "BT /F1 9 Tf 50 700 Td (words) Tj ET\n";
        byte[] packed = deflated(text(line.repeat((1 << 20) / line.length())), megabytes);
        return pdfOf(
                "<< /Length " + packed.length + " /Filter /FlateDecode >>",
                packed,
                "/Resources << /Font << /F1 5 0 R >> >>");
    }

    /** A page that is made of nothing but arrays in arrays. */
    static byte[] nestedPdf(int depth) {
        byte[] content = text("[".repeat(depth) + "]".repeat(depth) + " TJ");
        return pdfOf("<< /Length " + content.length + " >>", content, "");
    }

    /** A page whose picture is painted by itself, which is painted by itself. */
    static byte[] pdfThatPaintsItself() {
        byte[] content = text("/X Do /X Do BT /F1 9 Tf (round) Tj ET");
        return pdfOf(
                "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> /Font << /F1 5 0 R >> >>"
                        + " /Length " + content.length + " >>",
                content,
                "/Resources << /XObject << /X 4 0 R >> /Font << /F1 5 0 R >> >>");
    }

    /** A document with this between {@code <w:body>} and {@code </w:body>}. */
    static byte[] docxWithBody(String body) {
        return docx("", body);
    }

    static byte[] docx(String text) {
        return docx("", "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>");
    }

    /** A document whose declaration grows to some thousand million laughs. */
    static byte[] billionLaughs() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE w:document [<!ENTITY l0 \"laugh \">");
        for (int i = 1; i <= 10; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return docx(laughs.append("]>").toString(), "<w:p><w:r><w:t>&l10;</w:t></w:r></w:p>");
    }

    /** A document that wants a file of the machine in it. */
    static byte[] curiousDocx() {
        return docx(
                "<!DOCTYPE w:document [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>",
                "<w:p><w:r><w:t>The file says: &file;</w:t></w:r></w:p>");
    }

    /** A document of a few hundred kilobytes that unpacks to so many megabytes. */
    static byte[] unfoldingDocx(int megabytes) {
        Map<String, InputStream> parts = docxParts();
        parts.put("word/document.xml", new Repeated(text("<w:p> </w:p>    "), (long) megabytes << 20));
        return zip(parts);
    }

    static byte[] docxOfManyParts(int number) {
        Map<String, InputStream> parts = docxParts();
        parts.put("word/document.xml", bytes(document("", "<w:p><w:r><w:t>Words</w:t></w:r></w:p>")));
        for (int i = 0; i < number; i++) {
            parts.put("word/media/image" + i + ".png", bytes("x"));
        }
        return zip(parts);
    }

    /** A workbook with so many rows of ten cells, and a macro when it is said to have one. */
    static byte[] workbook(int rows, boolean macro) {
        Map<String, InputStream> parts = workbookParts(macro);
        StringBuilder sheet = new StringBuilder(SHEET_BEGIN);
        for (int row = 1; row <= rows; row++) {
            sheet.append("<row r=\"").append(row).append("\">");
            for (char column = 'A'; column <= 'J'; column++) {
                sheet.append("<c r=\"")
                        .append(column)
                        .append(row)
                        .append("\" t=\"inlineStr\"><is><t>")
                        .append(row == 1 ? "Column " + column : "v" + row)
                        .append("</t></is></c>");
            }
            sheet.append("</row>");
        }
        parts.put(
                "xl/worksheets/sheet1.xml",
                bytes(sheet.append("</sheetData></worksheet>").toString()));
        if (macro) {
            parts.put("xl/vbaProject.bin", bytes("Sub Auto_Open() : Shell \"calc\" : End Sub"));
        }
        return zip(parts);
    }

    /** A workbook whose sheet unpacks to so many megabytes of rows with nothing in them. */
    static byte[] unfoldingWorkbook(int megabytes) {
        Map<String, InputStream> parts = workbookParts(false);
        parts.put(
                "xl/worksheets/sheet1.xml",
                new SequenceInputStream(
                        bytes(SHEET_BEGIN), new Repeated(text("<row></row>     "), (long) megabytes << 20)));
        return zip(parts);
    }

    private static Map<String, InputStream> workbookParts(boolean macro) {
        Map<String, InputStream> parts = new LinkedHashMap<>();
        String kind =
                macro ? "application/vnd.ms-excel.sheet.macroEnabled.main+xml" : KINDS + "spreadsheetml.sheet.main+xml";
        parts.put(
                "[Content_Types].xml",
                bytes(types("xl/workbook.xml", kind)
                        .replace(
                                "</Types>",
                                "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"
                                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + KINDS
                                        + "spreadsheetml.worksheet+xml\"/></Types>")));
        parts.put("_rels/.rels", bytes(relation("officeDocument", "xl/workbook.xml")));
        parts.put(
                "xl/workbook.xml",
                bytes("<workbook xmlns=\"" + SHEET + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"Prices\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"));
        parts.put("xl/_rels/workbook.xml.rels", bytes(relation("worksheet", "worksheets/sheet1.xml")));
        return parts;
    }

    /** A PDF of one page, written by hand: object 4 is the page's content, object 5 a font. */
    private static byte[] pdfOf(String dictionary, byte[] content, String more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
                + "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
                + "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + more
                + " >> endobj\n"
                + "5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n4 0 obj " + dictionary
                + "\nstream\n"));
        out.writeBytes(content);
        out.writeBytes(text("\nendstream endobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF\n"));
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] piece, int times) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int i = 0; i < times; i++) {
            deflater.setInput(piece);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] docx(String declaration, String body) {
        Map<String, InputStream> parts = docxParts();
        parts.put("word/document.xml", bytes(document(declaration, body)));
        return zip(parts);
    }

    private static Map<String, InputStream> docxParts() {
        Map<String, InputStream> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml", bytes(types("word/document.xml", KINDS + "wordprocessingml.document.main+xml")));
        parts.put("_rels/.rels", bytes(relation("officeDocument", "word/document.xml")));
        return parts;
    }

    private static String document(String declaration, String body) {
        return "<?xml version=\"1.0\"?>" + declaration + "<w:document xmlns:w=\"" + WORD + "\"><w:body>" + body
                + "</w:body></w:document>";
    }

    private static String types(String part, String kind) {
        return "<Types xmlns=\"" + TYPES
                + "\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package"
                + ".relationships+xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/"
                + part
                + "\" ContentType=\"" + kind + "\"/></Types>";
    }

    private static String relation(String kind, String target) {
        return "<Relationships xmlns=\"" + RELATED + "\"><Relationship Id=\"r1\" Type=\"" + OFFICE + "/" + kind
                + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private static byte[] zip(Map<String, InputStream> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, InputStream> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().transferTo(zip);
                zip.closeEntry();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text(text));
    }

    /** The same piece until there are so many bytes. */
    private static final class Repeated extends InputStream {
        private final byte[] piece;
        private long left;

        private Repeated(byte[] piece, long bytes) {
            this.piece = piece;
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? piece[(int) (left % piece.length)] : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            for (int i = 0; i < read; i++) {
                into[from + i] = piece[i % piece.length];
            }
            left -= read;
            return read;
        }
    }
}
