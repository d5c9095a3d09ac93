package dev.daogou.ingest;

import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.IndexingState;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Waiting() {}

    public static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about in " + PATIENCE);
            }
            Thread.sleep(10);
        }
    }

    /** The document once it is live or has failed. */
    public static Document settled(DocumentIntake intake, Document document) throws InterruptedException {
        until(() -> switch (intake.document(document.shop(), document.id()).state()) {
            case IndexingState.Live live -> true;
            case IndexingState.Failed failed -> true;
            case IndexingState.Blocked blocked -> true;
            case IndexingState.Withdrawn withdrawn -> true;
            case IndexingState.Superseded superseded -> true;
            case IndexingState.Queued queued -> false;
            case IndexingState.Reading reading -> false;
            case IndexingState.Chunking chunking -> false;
            case IndexingState.Embedding embedding -> false;
        });
        return intake.document(document.shop(), document.id());
    }
}
