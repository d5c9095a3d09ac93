package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.SourceFile;
import java.nio.charset.StandardCharsets;

/** A service that has a document read that never ends; it says who reads it and where, and waits to be killed. */
final class ServiceToKill {

    private ServiceToKill() {}

    public static void main(String... args) {
        ReadApart reading = new ReadApart(AwkwardProgram.class, ReadApartTest.settings(), ReadApartTest.limits());
        String folder = reading.read(text("TELL")).title();
        Thread.ofPlatform().start(() -> reading.read(text("HANG")));
        System.out.println(reading.processes().getFirst().pid() + " " + folder);
    }

    private static SourceFile text(String text) {
        return new SourceFile(text.getBytes(StandardCharsets.UTF_8), "text/plain", null);
    }
}
