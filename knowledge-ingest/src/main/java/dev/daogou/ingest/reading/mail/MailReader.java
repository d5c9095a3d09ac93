package dev.daogou.ingest.reading.mail;

import dev.daogou.ingest.reading.DocumentReader;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SourceFile;
import java.util.Set;
import java.util.function.Function;

/** Reads messages saved from a mail program. The library behind it is loaded when the first one is read. */
public final class MailReader implements DocumentReader {

    private final Function<SourceFile, ReadDocument> bodies;

    /** @param bodies reads the plain texts and pages a message consists of */
    public MailReader(Function<SourceFile, ReadDocument> bodies) {
        this.bodies = bodies;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("message/rfc822");
    }

    @Override
    public Set<String> endings() {
        return Set.of("eml");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        return new MailMessage(file, bodies).read();
    }
}
