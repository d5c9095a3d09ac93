package dev.daogou.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Appends what was measured, when, on what machine and by which command to {@code docs/measurements.md}. */
final class Measurements {
    private static final Path FILE = Path.of("docs", "measurements.md");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+)");

    private Measurements() {}

    /** Appends a block when {@code --record} was said. */
    static void record(Arguments arguments, String program, String what, Table figures) {
        if (!arguments.has("record")) {
            return;
        }
        String block = """

                ## %s: %s

                - What: %s
                - Machine: %s
                - Command: `%s`

                %s""".formatted(
                        LocalDate.now(Clock.systemUTC()),
                        program,
                        what,
                        machine(),
                        command(arguments, program),
                        figures.asMarkdown());
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            if (!Files.exists(FILE)) {
                Files.writeString(FILE, """
                        # Measurements

                        What was measured, newest last, each with the machine and the command that repeats it. The programs are in
                        [`bench/`](../bench/README.md).
                        """);
            }
            Files.writeString(FILE, block, StandardOpenOption.APPEND);
            System.out.println("Recorded in " + FILE.toAbsolutePath());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The command again, without its secrets. */
    private static String command(Arguments arguments, String program) {
        StringBuilder command = new StringBuilder("bench/run ").append(program);
        arguments.words().forEach(word -> command.append(' ').append(word));
        arguments.options().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .filter(option -> !option.getKey().equals("record"))
                .forEach(option -> command.append(" --")
                        .append(option.getKey())
                        .append(option.getValue().isEmpty() ? "" : "=")
                        .append(option.getKey().equals("token") ? "..." : option.getValue()));
        return command.toString();
    }

    private static String machine() {
        return "%d cores, %s memory, %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        memory(),
                        System.getProperty("os.name"),
                        Runtime.version());
    }

    private static String memory() {
        try {
            Matcher total = MEMORY.matcher(Files.readString(Path.of("/proc/meminfo")));
            return total.find() ? "%.0f GiB".formatted(Long.parseLong(total.group(1)) / 1048576.0) : "unknown";
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
