package dev.daogou.ingest.intake;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets only so many bytes of documents into memory at the same time, in the order they come. Who finds no room waits, with
 * what was uploaded still on disk.
 */
final class RoomForBytes {

    private static final int SHARE_OF_HEAP = 8;
    private static final int KILOBYTE = 1 << 10;

    private final int kilobytes;
    private final Semaphore room;

    RoomForBytes(long bytes) {
        this.kilobytes = kilobytes(bytes);
        this.room = new Semaphore(kilobytes, true);
    }

    /** An eighth of the heap, and in any case room for one document of the largest size. */
    static RoomForBytes forDocumentsUpTo(long largest) {
        return new RoomForBytes(Math.max(largest, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** Does the work once there is room for this many bytes; what is larger than all the room there is has it alone. */
    <T> T with(long bytes, Supplier<T> work) {
        int share = Math.min(kilobytes, kilobytes(bytes));
        room.acquireUninterruptibly(share);
        try {
            return work.get();
        } finally {
            room.release(share);
        }
    }

    private static int kilobytes(long bytes) {
        return Math.clamp(bytes / KILOBYTE + 1, 1, Integer.MAX_VALUE);
    }
}
