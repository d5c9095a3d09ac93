package dev.daogou.ingest.apart;

import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.ingest.reasons.Reason;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.springframework.util.FileSystemUtils;

/**
 * The program of a process that reads documents: one after another they come in by the standard input, and the answers go
 * out by the standard output. When the input ends, the service is gone, and so is this process, whatever it is doing.
 */
public final class ReadingWorker {

    /** The system property that names the folder of this process alone, to be deleted at its end. */
    static final String FOLDER = "daogou.reading.folder";

    private static final int STACK = 2 << 20;
    private static final int LONGEST_CAUSE = 1_000;

    private final Frames frames;
    private final Function<SourceFile, ReadDocument> reading;
    private final BlockingQueue<SourceFile> documents = new SynchronousQueue<>();

    private ReadingWorker(Frames frames, Function<SourceFile, ReadDocument> reading) {
        this.frames = frames;
        this.reading = reading;
    }

    public static void main(String... args) throws IOException {
        serve(Readers::read);
    }

    /** Never returns. */
    static void serve(Function<SourceFile, ReadDocument> reading) throws IOException {
        Frames frames = new Frames(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        // What a library prints must not get between the frames.
        System.setOut(System.err);
        LogManager.getLogManager().reset();
        ReadingWorker worker = new ReadingWorker(frames, reading);
        Thread.ofPlatform().name("reading").stackSize(STACK).start(worker::readAll);
        frames.greet();
        worker.takeIn();
    }

    private void takeIn() {
        try {
            while (true) {
                documents.put(frames.receiveFile());
            }
        } catch (IOException | InterruptedException e) {
            end();
        }
    }

    private void readAll() {
        try {
            while (true) {
                Answer answer = read(documents.take());
                frames.send(answer);
                if (answer instanceof Answer.OutOfMemory) {
                    end();
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            end();
        }
    }

    /** Whatever a parser throws at a document is that document's fault. */
    private Answer read(SourceFile file) {
        try {
            return new Answer.Read(reading.apply(file));
        } catch (DocumentUnreadable e) {
            return new Answer.Unreadable(e.reason(), "");
        } catch (OutOfMemoryError e) {
            return new Answer.OutOfMemory();
        } catch (RuntimeException | Error e) {
            String cause = e.toString();
            return new Answer.Unreadable(
                    Reason.of("document_damaged"), cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE)));
        }
    }

    private static void end() {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            FileSystemUtils.deleteRecursively(new File(folder));
        }
        Runtime.getRuntime().halt(0);
    }
}
