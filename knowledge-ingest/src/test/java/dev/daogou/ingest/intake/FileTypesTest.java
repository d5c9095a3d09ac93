package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
        assertRefused("a.txt", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0}, "document_type_unsupported");
        assertRefused("a.md", "%PDF-1.4\n1 0 obj".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.csv", new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, "document_type_unsupported");
        assertRefused("a.json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.rtf", "{\\rtf1 words}".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.java", "class A {}".getBytes(StandardCharsets.UTF_8), "document_type_unsupported");
        assertRefused("a.txt", " \n ".getBytes(StandardCharsets.UTF_8), "document_empty");
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
