package dev.daogou.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much memory processes hold, read from Linux's {@code /proc}; 0 elsewhere.
 *
 * @param residentKb the sum of resident memory in KiB; what processes share is counted once for each
 * @param proportionalKb the same with what is shared divided among those who share it
 */
record ProcessMemory(long residentKb, long proportionalKb) {
    private static final Pattern RESIDENT = Pattern.compile("Rss:\\s*(\\d+)");
    private static final Pattern PROPORTIONAL = Pattern.compile("Pss:\\s*(\\d+)");

    static ProcessMemory of(List<ProcessHandle> processes) {
        long resident = 0;
        long proportional = 0;
        for (ProcessHandle process : processes) {
            String rollup = rollup(process.pid());
            resident += number(RESIDENT, rollup);
            proportional += number(PROPORTIONAL, rollup);
        }
        return new ProcessMemory(resident, proportional);
    }

    /** The embedded PostgreSQL whose data lie somewhere below this folder, and its children. */
    static List<ProcessHandle> postgresBelow(Path home) {
        try (Stream<Path> files = Files.walk(home, 4)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .flatMap(ProcessMemory::postmaster)
                    .map(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())
                            .toList())
                    .orElse(List.of());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Empty when the process is gone, or this is no Linux. */
    private static String rollup(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
        } catch (IOException goneOrNotLinux) {
            return "";
        }
    }

    private static Optional<ProcessHandle> postmaster(Path file) {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readAllLines(file).getFirst().strip()));
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    String megabytes() {
        return "%d MiB (%d MiB with shared parts divided)".formatted(residentKb / 1024, proportionalKb / 1024);
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
