package dev.daogou.ingest.reading.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Told;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MailReaderTest {

    @Test
    void a_chinese_message_is_decoded_and_its_signature_left_out() {
        byte[] words = "您好，这款帐篷可以防水，水压 3000 毫米。\n\n-- \n王芳\n客服部".getBytes(Charset.forName("GBK"));
        String mail = "From: =?GB2312?B?" + base64("王芳".getBytes(Charset.forName("GBK"))) + "?= <wang@example.com>\r\n"
                + "Subject: =?UTF-8?B?" + base64("帐篷防水吗".getBytes(StandardCharsets.UTF_8)) + "?=\r\n"
                + "Date: Mon, 2 Mar 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64(words) + "\r\n";

        var document = Told.read(mail.getBytes(StandardCharsets.US_ASCII), "a.eml");

        assertThat(document.title()).isEqualTo("帐篷防水吗");
        assertThat(Told.by(document))
                .containsExactly("# 帐篷防水吗", "p 发件人：王芳\n日期：2026-03-02", "# 帐篷防水吗", "p 您好，这款帐篷可以防水，水压 3000 毫米。");
    }

    @Test
    void the_fullest_form_is_read_once_attachments_are_named_and_the_earlier_message_stands_below() {
        String mail = """
                From: Ann <ann@example.com>
                Subject: Re: Delivery
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain; charset=utf-8

                plain words
                --inner
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <html><body><p>We deliver in 2=E2=80=933 days.</p><div class=3D"gmail_quote"><p>When do you deliver?</p></div></body></html>
                --inner--
                --outer
                Content-Type: application/pdf; name="prices.pdf"
                Content-Disposition: attachment; filename="prices.pdf"
                Content-Transfer-Encoding: base64

                AAAA
                --outer--
                """;

        assertThat(Told.by(Told.read(mail.getBytes(StandardCharsets.UTF_8), "a.eml")))
                .containsExactly(
                        "# Re: Delivery",
                        "p From: Ann",
                        "# Re: Delivery",
                        "p We deliver in 2–3 days.",
                        "# Re: Delivery > Earlier message",
                        "p When do you deliver?",
                        "# Re: Delivery",
                        "p Attached, not read: prices.pdf");
    }

    @Test
    void a_message_inside_a_message_is_read_below_its_own_subject() {
        String mail = """
                Subject: Fwd: Washing
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See below.
                --b
                Content-Type: message/rfc822

                Subject: Washing
                Content-Type: text/plain

                Wash it at thirty degrees.
                --b--
                """;

        assertThat(Told.by(Told.read(mail.getBytes(StandardCharsets.UTF_8), "a.eml")))
                .contains("# Fwd: Washing", "p See below.", "# Fwd: Washing > Washing", "p Wash it at thirty degrees.");
    }

    @Test
    void quoted_lines_below_a_reply_are_the_earlier_message() {
        String mail = """
                Subject: Re: Size
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                Take M.

                On Mon, 2 Mar 2026 at 10:00, Bob <bob@example.com> wrote:
                > Which size for 165 cm?
                """;

        assertThat(Told.by(Told.read(mail.getBytes(StandardCharsets.UTF_8), "a.eml")))
                .containsExactly("# Re: Size", "p Take M.", "# Re: Size > Earlier message", "p Which size for 165 cm?");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
