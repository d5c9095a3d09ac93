package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.SourceFile;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process whose reader does what the first word of a text says; any other text it reads as it should. */
final class AwkwardProgram {

    private AwkwardProgram() {}

    public static void main(String... args) throws IOException {
        ReadingWorker.serve(AwkwardProgram::read);
    }

    private static ReadDocument read(SourceFile file) {
        String text = new String(file.content(), StandardCharsets.UTF_8);
        return switch (text.split("\\s", 2)[0]) {
            case "HANG" -> hang();
            case "SLEEP" -> sleep();
            case "EAT" -> eat(new ArrayList<>());
            case "CRASH" -> crash();
            case "NEST" -> nest(1);
            case "FAIL" -> throw new IllegalStateException("no such object 17");
            case "PRINT" -> print(file);
            case "LIE" -> lie();
            case "FILL" -> fill();
            case "TELL" -> tell();
            default -> Readers.read(file);
        };
    }

    @SuppressWarnings("InfiniteLoop")
    private static ReadDocument hang() {
        double x = 1;
        while (x > 0) {
            x = Math.sqrt(x + 1);
        }
        return tell();
    }

    private static ReadDocument sleep() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tell();
    }

    private static ReadDocument eat(List<byte[]> eaten) {
        while (eaten.size() < 1 << 20) {
            eaten.add(new byte[1 << 20]);
        }
        return tell();
    }

    private static ReadDocument crash() {
        System.err.println("a bug in native code");
        Runtime.getRuntime().halt(134);
        return tell();
    }

    private static ReadDocument nest(int depth) {
        return depth < 0 ? tell() : nest(depth + 1 > 0 ? depth + 1 : 1);
    }

    private static ReadDocument print(SourceFile file) {
        System.out.println("a library that prints ".repeat(10_000));
        System.err.println("and complains ".repeat(100_000));
        return Readers.read(file);
    }

    /** An answer that claims two thousand million sections. */
    private static ReadDocument lie() {
        try (DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
            out.writeInt(0xDA06_0003);
            out.writeByte(0);
            out.writeBoolean(false);
            out.writeInt(Integer.MAX_VALUE);
            while (true) {
                out.write(new byte[1 << 16]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReadDocument fill() {
        try (var out = Files.newOutputStream(Files.createTempFile("big", ""))) {
            while (true) {
                out.write(new byte[1 << 16]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the process knows of where it came from. */
    private static ReadDocument tell() {
        List<String> known = new ArrayList<>();
        Map.copyOf(System.getenv()).forEach((name, value) -> known.add("env " + name + "=" + value));
        System.getProperties().forEach((name, value) -> known.add("property " + name + "=" + value));
        return new ReadDocument(
                System.getProperty(ReadingWorker.FOLDER),
                List.of(new Section(
                        List.of(),
                        known.stream()
                                .<dev.daogou.ingest.reading.Block>map(Paragraph::new)
                                .toList())));
    }
}
