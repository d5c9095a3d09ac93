package dev.daogou.ingest.intake;

import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.TextDecoding;
import dev.daogou.ingest.reasons.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;

/** Tells what a file is: by its content; its name decides only between formats that are all text. */
final class FileTypes {

    sealed interface Told {
        record OfType(String mediaType) implements Told {}

        record Refused(Reason reason) implements Told {}
    }

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /** What Tika says of text it can say no more of; XML and mail are recognised by words that other texts begin with too. */
    private static final Set<String> SOME_TEXT =
            Set.of("application/octet-stream", "application/xml", "message/rfc822", "text/x-matlab");

    private static final Tika TIKA = new Tika();

    private FileTypes() {}

    static Told tell(byte[] content, String fileName) {
        String byContent = TIKA.detect(content);
        String precise = TIKA.detect(content, fileName);
        if (!isSomeText(byContent)) {
            return Readers.canRead(precise) ? new Told.OfType(precise) : unsupported(fileName, precise);
        }
        Optional<String> text = TextDecoding.tryDecode(content);
        if (text.isEmpty()) {
            return unsupported(fileName, precise);
        }
        if (text.get().isBlank()) {
            return new Told.Refused(Reason.of("document_empty"));
        }
        Optional<String> byName = Readers.mediaTypeOfName(fileName);
        if (HTML.contains(byContent) && byName.filter("text/markdown"::equals).isEmpty()) {
            return new Told.OfType(byContent);
        }
        if (byName.isPresent()) {
            return new Told.OfType(byName.get());
        }
        String named = TIKA.detect(fileName);
        boolean nameless = named.equals("application/octet-stream") || named.equals("text/plain");
        return nameless && !byContent.equals("application/xml")
                ? new Told.OfType("text/plain")
                : unsupported(fileName, precise);
    }

    private static boolean isSomeText(String mediaType) {
        return mediaType.startsWith("text/") || HTML.contains(mediaType) || SOME_TEXT.contains(mediaType);
    }

    private static Told unsupported(String fileName, String mediaType) {
        int dot = fileName.lastIndexOf('.');
        boolean hasEnding = dot >= 0 && fileName.length() - dot <= 6 && dot < fileName.length() - 1;
        String type = hasEnding ? fileName.substring(dot + 1).toUpperCase(Locale.ROOT) : mediaType;
        return new Told.Refused(Reason.of("document_type_unsupported", type));
    }
}
