package dev.daogou.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most memory that a service and the processes that read documents for it held, looked at again and again. */
final class MemoryWatch implements AutoCloseable {
    private static final long LOOK_MS = 50;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong service = new AtomicLong();
    private final AtomicLong readers = new AtomicLong();
    private final Future<?> looking;

    private MemoryWatch(PackagedService of) {
        this.looking = clock.scheduleWithFixedDelay(() -> look(of), 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    static MemoryWatch of(PackagedService service) {
        return new MemoryWatch(service);
    }

    /** In MiB, or "?" where it cannot be known. */
    String service() {
        return megabytes(service);
    }

    /** Of all such processes together, in MiB. */
    String readers() {
        return megabytes(readers);
    }

    private void look(PackagedService of) {
        List<ProcessHandle> reading =
                of.process().descendants().filter(MemoryWatch::reads).toList();
        service.accumulateAndGet(
                ProcessMemory.of(List.of(of.process().toHandle())).residentKb(), Math::max);
        readers.accumulateAndGet(ProcessMemory.of(reading).residentKb(), Math::max);
    }

    private static boolean reads(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("daogou.reading.folder");
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }

    private static String megabytes(AtomicLong kilobytes) {
        return kilobytes.get() == 0 ? "-" : Long.toString(kilobytes.get() / 1024);
    }

    @Override
    public void close() {
        looking.cancel(false);
        clock.shutdownNow();
    }
}
