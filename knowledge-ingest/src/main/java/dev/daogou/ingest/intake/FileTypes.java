package dev.daogou.ingest.intake;

import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.TextDecoding;
import dev.daogou.ingest.reasons.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.Tika;

/** Tells what a file is: by its content; its name decides only between formats that are all text. */
public final class FileTypes {

    /** What was told. */
    public sealed interface Told {
        record OfType(String mediaType) implements Told {}

        record Refused(Reason reason) implements Told {}
    }

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /** What Tika says of text it can say no more of; XML and mail are recognised by words that other texts begin with too. */
    private static final Set<String> SOME_TEXT =
            Set.of("application/octet-stream", "application/xml", "message/rfc822", "text/x-matlab");

    private static final Set<String> ARCHIVES = Set.of(
            "application/x-rar-compressed",
            "application/x-rar",
            "application/x-7z-compressed",
            "application/gzip",
            "application/x-tar",
            "application/x-gtar",
            "application/x-bzip2",
            "application/x-xz");

    private static final String MAIL = "message/rfc822";
    private static final int MAIL_HEAD = 1 << 14;
    private static final Pattern MAIL_FIELD = Pattern.compile("^([A-Za-z][A-Za-z0-9-]{1,60}):(?:\\s|$)");
    private static final Set<String> BY_PROGRAM =
            Set.of("mime-version", "message-id", "received", "return-path", "content-type", "x-mailer");

    private static final int[] ZIP = {'P', 'K', 3, 4};
    private static final int[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final int[] COMPOUND = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

    private static final int SAMPLE = 1 << 20;

    private static final Tika TIKA = new Tika();

    private FileTypes() {}

    /** Tells the type of a file from its bytes, and from its name where the bytes leave a choice. */
    public static Told tell(byte[] content, String fileName) {
        String byContent = TIKA.detect(content);
        if (startsWith(content, ZIP) || startsWith(content, EMPTY_ZIP)) {
            return OfficeContainers.zip(content, typeOf(fileName, "ZIP"));
        }
        if (startsWith(content, COMPOUND)) {
            return OfficeContainers.compound(content, fileName);
        }
        if (byContent.equals("application/pdf")) {
            return new Told.OfType(byContent);
        }
        if (byContent.equals("application/rtf") || byContent.equals("text/rtf")) {
            return new Told.Refused(Reason.of("document_rich_text"));
        }
        if (ARCHIVES.contains(byContent)) {
            return new Told.Refused(Reason.of("document_archive", typeOf(fileName, byContent)));
        }
        if (!isSomeText(byContent)) {
            String precise = TIKA.detect(content, fileName);
            return Readers.canRead(precise) ? new Told.OfType(precise) : unsupported(fileName, precise);
        }
        if (isMail(content)) {
            return new Told.OfType(MAIL);
        }
        // Whether the rest is text too is seen where it is read, which is a safer place for so much of it.
        boolean whole = content.length <= SAMPLE;
        Optional<String> text = TextDecoding.tryDecode(whole ? content : Arrays.copyOf(content, SAMPLE));
        if (text.isEmpty()) {
            return unsupported(fileName, TIKA.detect(content, fileName));
        }
        if (whole && text.get().isBlank()) {
            return new Told.Refused(Reason.of("document_empty"));
        }
        Optional<String> claimed = Readers.mediaTypeOfName(fileName);
        Optional<String> byName =
                claimed.filter(FileTypes::isSomeText).map(type -> type.equals(MAIL) ? "text/plain" : type);
        if (HTML.contains(byContent) && byName.filter("text/markdown"::equals).isEmpty()) {
            return new Told.OfType(byContent);
        }
        if (byName.isPresent()) {
            return new Told.OfType(byName.get());
        }
        String named = TIKA.detect(fileName);
        boolean nameless = named.equals("application/octet-stream") || named.equals("text/plain");
        // Text under the name of a format that is none is text all the same.
        return (nameless || claimed.isPresent()) && !byContent.equals("application/xml")
                ? new Told.OfType("text/plain")
                : unsupported(fileName, TIKA.detect(content, fileName));
    }

    /** Whether it begins with the lines a mail program begins with, one of them such as nobody writes by hand. */
    private static boolean isMail(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, MAIL_HEAD), StandardCharsets.ISO_8859_1);
        if (content.length > MAIL_HEAD) {
            start = start.substring(0, start.lastIndexOf('\n') + 1);
        }
        boolean byProgram = false;
        int fields = 0;
        for (String line : start.lines().toList()) {
            if (line.isEmpty()) {
                break;
            }
            Matcher field = MAIL_FIELD.matcher(line);
            if (field.find()) {
                fields++;
                byProgram |= BY_PROGRAM.contains(field.group(1).toLowerCase(Locale.ROOT));
            } else if (!Character.isWhitespace(line.charAt(0)) && !line.startsWith("From ")) {
                return false;
            }
        }
        return byProgram && fields >= 3;
    }

    private static boolean isSomeText(String mediaType) {
        return mediaType.startsWith("text/") || HTML.contains(mediaType) || SOME_TEXT.contains(mediaType);
    }

    private static Told unsupported(String fileName, String mediaType) {
        return new Told.Refused(Reason.of("document_type_unsupported", typeOf(fileName, mediaType)));
    }

    /** What a merchant calls the type: the name's ending. */
    private static String typeOf(String fileName, String otherwise) {
        int dot = fileName.lastIndexOf('.');
        boolean hasEnding = dot >= 0 && fileName.length() - dot <= 6 && dot < fileName.length() - 1;
        return hasEnding ? fileName.substring(dot + 1).toUpperCase(Locale.ROOT) : otherwise;
    }

    private static boolean startsWith(byte[] content, int[] mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
