package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class FileTypesTest {

    @Test
    void the_ending_decides_between_formats_that_are_text() {
        assertTold("a.md", "- one\n- two", "text/markdown");
        assertTold("a.MD", "<div>raw</div>\n\n# Title", "text/markdown");
        assertTold("a.csv", "question,answer\nq,a", "text/csv");
        assertTold("a.txt", "words", "text/plain");
        assertTold("README", "words", "text/plain");
        assertTold("notes.log2", "words", "text/plain");
    }

    @Test
    void content_that_is_html_is_html_whatever_its_name() {
        assertTold("page", "<!DOCTYPE html><html><body>x</body></html>", "text/html");
        assertTold("page.txt", "<html><body>x</body></html>", "text/html");
        assertTold("part.html", "<p>no head, no body</p>", "text/html");
    }

    @Test
    void text_under_the_name_of_another_format_is_text() {
        assertTold("prices.pdf", "name,price\nAnorak,199\n", "text/plain");
    }

    @Test
    void text_in_chinese_encodings_is_text() {
        byte[] gbk = "退货请在七天内申请,运费由我们承担。".getBytes(Charset.forName("GBK"));
        byte[] utf16 = "\ufeff退货".getBytes(StandardCharsets.UTF_16LE);

        assertThat(FileTypes.tell(gbk, "a.txt")).isEqualTo(new FileTypes.Told.OfType("text/plain"));
        assertThat(FileTypes.tell(utf16, "a.csv")).isEqualTo(new FileTypes.Told.OfType("text/csv"));
    }

    @Test
    void anything_else_is_refused_even_when_its_name_says_text() {
        assertRefused("a.txt", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0}, "document_archive");
        assertRefused("a.csv", new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, "document_type_unsupported");
        assertRefused("a.json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.rtf", "{\\rtf1 words}".getBytes(StandardCharsets.UTF_8), "document_rich_text");
        assertRefused("a.txt", "{\\rtf1 words}".getBytes(StandardCharsets.UTF_8), "document_rich_text");
        assertRefused("a.java", "class A {}".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.txt", " \n ".getBytes(StandardCharsets.UTF_8), "document_empty");
    }

    @Test
    void office_documents_are_told_by_what_is_in_them_whatever_their_names() {
        assertTold("a.pdf", zip("[Content_Types].xml", "word/document.xml"), WORD);
        assertTold("a.txt", zip("word/document.xml", "word/embeddings/xl/workbook.xml"), WORD);
        assertTold("a.docm", zip("word/document.xml", "word/vbaProject.bin"), WORD);
        assertTold("a.doc", zip("xl/workbook.xml", "xl/worksheets/sheet1.xml"), SHEET);
        assertTold("a", zip("ppt/presentation.xml"), SLIDES);
        assertTold("a.docx", "%PDF-1.4\n1 0 obj".getBytes(StandardCharsets.UTF_8), "application/pdf");
    }

    @Test
    void a_truncated_office_document_is_still_told_so_that_its_reader_says_what_is_wrong() {
        byte[] whole = zip("[Content_Types].xml", "word/document.xml");

        assertTold("a.docx", Arrays.copyOf(whole, whole.length - 60), WORD);
    }

    @Test
    void containers_that_are_not_read_are_refused_with_what_to_do() {
        assertRefused("a.zip", zip("photo.jpg", "notes.txt"), "document_archive");
        assertRefused("a.docx", zip("photo.jpg"), "document_archive");
        assertRefused("a.xlsb", zip("xl/workbook.bin"), "document_excel_binary");
        assertRefused("a.pages", zip("Index/Document.iwa"), "document_apple");
        assertRefused("a.odt", zip("mimetype", "content.xml"), "document_open_document");
        assertRefused("a.doc", compound("WordDocument"), "document_old_word");
        assertRefused("a.docx", compound("EncryptedPackage"), "document_locked");
        assertRefused("a.et", compound("Workbook"), "document_old_excel");
        assertRefused("a.ppt", compound("PowerPoint Document"), "document_old_powerpoint");
        assertRefused("a.msg", compound("__properties_version1.0"), "document_outlook");
    }

    @Test
    void a_message_is_told_by_the_lines_a_mail_program_begins_it_with() {
        String mail = "From: Ann <ann@example.com>\nSubject: Size\nMIME-Version: 1.0\n\nTake M.";

        assertTold("a.eml", mail, "message/rfc822");
        assertTold("a.txt", mail, "message/rfc822");
        assertTold("a.txt", "From: the shop\nSubject: sizes\n\nTake M.", "text/plain");
        assertTold("a.eml", "just words", "text/plain");
    }

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String WORD = OFFICE + "wordprocessingml.document";
    private static final String SHEET = OFFICE + "spreadsheetml.sheet";
    private static final String SLIDES = OFFICE + "presentationml.presentation";

    private static byte[] zip(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A compound file's signature and one directory entry. */
    private static byte[] compound(String stream) {
        byte[] content = new byte[1024];
        byte[] signature = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
        System.arraycopy(signature, 0, content, 0, signature.length);
        byte[] name = stream.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, content, 512, name.length);
        content[512 + 64] = (byte) (name.length + 2);
        content[512 + 66] = 2;
        return content;
    }

    private static void assertTold(String name, byte[] content, String mediaType) {
        assertThat(FileTypes.tell(content, name)).as(name).isEqualTo(new FileTypes.Told.OfType(mediaType));
    }

    private static void assertTold(String name, String content, String mediaType) {
        assertThat(FileTypes.tell(content.getBytes(StandardCharsets.UTF_8), name))
                .as(name)
                .isEqualTo(new FileTypes.Told.OfType(mediaType));
    }

    private static void assertRefused(String name, byte[] content, String code) {
        assertThat(FileTypes.tell(content, name))
                .as(name)
                .isInstanceOfSatisfying(
                        FileTypes.Told.Refused.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(code));
    }
}
