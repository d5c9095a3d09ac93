package dev.daogou.assistant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class LargeUploadTest {

    private static final int MEGABYTE = 1 << 20;

    private final Http http;

    LargeUploadTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @Test
    void a_document_above_the_limit_is_refused_with_its_reason_after_it_was_sent() {
        String shop = http.newShop("en");

        Answer refused = upload(shop, 50 * MEGABYTE + 1);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.code()).isEqualTo("document_too_large");
        assertThat(upload(shop, 520 * MEGABYTE).code()).isEqualTo("document_too_large");
    }

    @Test
    void a_document_of_just_the_limit_is_taken_in() {
        String shop = http.newShop("en");

        Answer accepted = upload(shop, 50 * MEGABYTE);

        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        assertThat(accepted.json().path("bytes").asInt()).isEqualTo(50 * MEGABYTE);
    }

    /** A text of so many bytes, which nobody holds as a whole. */
    private Answer upload(String shop, int bytes) {
        String before = """
                --b\r
                Content-Disposition: form-data; name="kind"\r
                \r
                guide\r
                --b\r
                Content-Disposition: form-data; name="file"; filename="large.txt"\r
                \r
                """;
        return http.send(http.request("/api/v1/shops/" + shop + "/documents")
                .header("Authorization", "Bearer " + ServiceTest.OWNER_TOKEN)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(
                        List.of(bytesOf(before), new Words(bytes), bytesOf("\r\n--b--\r\n")))))));
    }

    private static InputStream bytesOf(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Words extends InputStream {

        private int left;

        private Words(int bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? (left % 8 == 0 ? ' ' : 'w') : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = Math.min(length, left);
            for (int i = 0; i < read; i++) {
                into[from + i] = (byte) (--left % 8 == 0 ? ' ' : 'w');
            }
            return read;
        }
    }
}
