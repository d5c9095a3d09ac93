package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoomForBytesTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void no_more_bytes_are_in_memory_than_there_is_room_for() throws Exception {
        RoomForBytes room = new RoomForBytes(10 * MEGABYTE);
        AtomicLong inside = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<Callable<Long>> uploads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long size = (1 + i % 4) * MEGABYTE;
            uploads.add(() -> room.with(size, () -> {
                most.accumulateAndGet(inside.addAndGet(size), Math::max);
                return inside.addAndGet(-size);
            }));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Long> upload : threads.invokeAll(uploads)) {
                upload.get();
            }
        }
        assertThat(most.get()).isBetween(4 * MEGABYTE, 10 * MEGABYTE);
    }

    @Test
    void what_is_larger_than_the_room_has_it_alone_and_leaves_it_free() {
        RoomForBytes room = new RoomForBytes(MEGABYTE);

        assertThat(room.with(1_000_000 * MEGABYTE, () -> "in")).isEqualTo("in");
        assertThat(room.with(MEGABYTE, () -> "and in")).isEqualTo("and in");
    }
}
