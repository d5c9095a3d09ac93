package dev.daogou.ingest.apart;

import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a process that reads documents is started: with the Java and the class path of this one, and with nothing else of
 * it. Neither its environment nor its system properties are passed on, for there the passwords are.
 */
final class JavaCommand {

    private static final String NESTED = "jar:nested:";
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";
    private static final List<String> PASSED_ON = List.of("SystemRoot", "windir");

    private final Class<?> program;
    private final ApartSettings settings;

    JavaCommand(Class<?> program, ApartSettings settings) {
        this.program = program;
        this.settings = settings;
    }

    /** The process, not started yet; {@code folder} is its own, for temporary files. */
    ProcessBuilder in(Path folder) {
        ProcessBuilder process = new ProcessBuilder(words(folder)).directory(folder.toFile());
        Map<String, String> before = Map.copyOf(process.environment());
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.put("LC_ALL", "C.UTF-8");
        for (String name : PASSED_ON) {
            if (before.containsKey(name)) {
                environment.put(name, before.get(name));
            }
        }
        return process;
    }

    private List<String> words(Path folder) {
        List<String> words = new ArrayList<>();
        words.add(java());
        words.addAll(List.of(
                "-Xmx" + settings.memory().toMegabytes() + "m",
                "-Xss1m",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                // One core and a quick start: the processes share the machine with the service.
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-D" + ReadingWorker.FOLDER + "=" + folder,
                "-Duser.timezone=UTC",
                // Nobody reads its log.
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                // A document names no address that is asked, and no entity that is expanded without end.
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=9",
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-Djdk.xml.entityExpansionLimit=1000",
                "-cp",
                classPath()));
        if (isInExecutableJar()) {
            words.addAll(List.of("-Dloader.main=" + program.getName(), LAUNCHER));
        } else {
            words.add(program.getName());
        }
        return words;
    }

    private boolean isInExecutableJar() {
        URL place = program.getProtectionDomain().getCodeSource().getLocation();
        return place.toString().startsWith(NESTED);
    }

    /** With absolute paths, as the process works in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java() {
        Path folder = Path.of(System.getProperty("java.home"), "bin");
        Path windows = folder.resolve("java.exe");
        return (Files.exists(windows) ? windows : folder.resolve("java")).toString();
    }
}
