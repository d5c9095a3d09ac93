package dev.daogou.ingest.reading.mail;

import dev.daogou.ingest.reading.TextDecoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;

/** Turns a part of a message into text: as it says of itself where that fits its bytes, else as the bytes look. */
final class MailCharset {

    private MailCharset() {}

    static String decode(byte[] content, String declared) {
        return named(declared)
                .flatMap(charset -> strictly(content, charset))
                .or(() -> TextDecoding.tryDecode(content))
                .orElse("")
                .replace("\u0000", "");
    }

    private static Optional<String> strictly(byte[] content, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> named(String name) {
        String known = name.matches("(?i)gb2312|gbk|x-gbk|gb_2312-80") ? "GB18030" : name;
        try {
            return Charset.isSupported(known) && !known.equalsIgnoreCase("us-ascii")
                    ? Optional.of(Charset.forName(known))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
