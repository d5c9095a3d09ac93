package dev.daogou.ingest.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.ingest.Waiting;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.SourceFile;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class ReadApartTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final DataSize DISK = DataSize.ofMegabytes(20);

    private final ReadApart reading = new ReadApart(AwkwardProgram.class, settings(), limits());

    @AfterEach
    void close() {
        reading.close();
    }

    @Test
    void what_was_read_apart_is_what_would_have_been_read_here() {
        SourceFile page = file("""
                <title>羽绒服</title><h1>羽绒服</h1><p>充绒量 <b>180</b> 克 😀</p><ul><li>一<ul><li>二</li></ul></li></ul>
                <table><tr><th>尺码</th><th>胸围</th></tr><tr><td>M</td><td></td></tr></table><p>问：能水洗吗？<br>答：可以。</p>
                """, "text/html");

        assertThat(reading.read(page)).isEqualTo(Readers.read(page));
        assertThat(reading.processes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HANG,document_took_too_long",
        "SLEEP,document_took_too_long",
        "EAT,document_needs_too_much_memory",
        "FILL,document_expands_too_much",
        "CRASH,document_damaged",
        "NEST,document_damaged",
        "FAIL,document_damaged",
        "LIE,document_damaged"
    })
    void what_a_document_does_to_its_reader_hurts_that_document_alone(String text, String reason) {
        assertThatExceptionOfType(DocumentUnreadable.class)
                .isThrownBy(() -> reading.read(text(text)))
                .satisfies(unreadable -> assertThat(unreadable.reason().code()).isEqualTo(reason));

        assertThat(wordsOf(reading.read(text("Still here.")))).containsExactly("Still here.");
    }

    /** Either it is read or there is a reason why not: never a fault, never a reader that is lost. */
    @ParameterizedTest
    @CsvSource({
        "text/html,<div>,200000",
        "text/html,<i>,200000",
        "text/markdown,>,200000",
        "text/markdown,'- ',100000",
        "text/markdown,[,200000",
        "text/markdown,'*a **b ',30000",
        "text/markdown,'` `` ',30000",
        "text/markdown,'![a](<b',30000",
        "text/plain,'x\\n\\n',200000",
        "text/csv,'w ',500000",
        "text/csv,'a,',400000",
        "text/csv,'\"',500000"
    })
    void what_is_built_to_be_hard_ends_with_words_or_a_reason(String mediaType, String piece, int times) {
        String text = "Start\n\n" + piece.replace("\\n", "\n").repeat(times) + "\n\nEnd of it";
        try {
            assertThat(reading.read(file(text, mediaType)).sections()).isNotEmpty();
        } catch (DocumentUnreadable unreadable) {
            assertThat(unreadable.reason().code()).startsWith("document_");
        }
        assertThat(wordsOf(reading.read(text("Still here.")))).containsExactly("Still here.");
    }

    @Test
    void what_a_library_prints_does_not_get_into_the_document() {
        assertThat(wordsOf(reading.read(text("PRINT and read.")))).containsExactly("PRINT and read.");
    }

    @Test
    void others_are_read_while_one_hangs() {
        CompletableFuture<ReadDocument> hangs = CompletableFuture.supplyAsync(() -> reading.read(text("HANG")));

        for (int i = 0; i < 5; i++) {
            assertThat(wordsOf(reading.read(text("Number " + i)))).containsExactly("Number " + i);
        }
        assertThatThrownBy(hangs::join).hasCauseInstanceOf(DocumentUnreadable.class);
    }

    @Test
    void a_process_knows_nothing_of_the_environment_of_the_service() {
        assertThat(System.getenv()).containsKey("PATH");
        System.setProperty("spring.datasource.password", "hush");
        try {
            assertThat(wordsOf(reading.read(text("TELL"))))
                    .filteredOn(known -> known.startsWith("env "))
                    .containsExactly("env LC_ALL=C.UTF-8");
            assertThat(wordsOf(reading.read(text("TELL")))).noneMatch(known -> known.contains("hush"));
        } finally {
            System.clearProperty("spring.datasource.password");
        }
    }

    @Test
    void a_process_reads_several_documents_and_is_then_replaced() {
        List<ProcessHandle> first = readersAfter("one");
        assertThat(first).hasSize(1);
        assertThat(readersAfter("two")).isEqualTo(first);
        // settings() gives a process three documents
        assertThat(readersAfter("three")).isEmpty();
        assertThat(readersAfter("four")).hasSize(1).isNotEqualTo(first);
    }

    @Test
    void a_process_without_work_is_ended() throws InterruptedException {
        try (ReadApart impatient = new ReadApart(
                AwkwardProgram.class, settings(Duration.ofMillis(1), DataSize.ofMegabytes(64)), limits())) {
            impatient.read(text("A word."));

            Waiting.until(() -> impatient.processes().isEmpty());
        }
    }

    @Test
    void no_process_and_no_folder_is_left_when_the_service_is_closed() {
        Path folder = Path.of(String.valueOf(reading.read(text("TELL")).title()));
        List<ProcessHandle> processes = reading.processes();
        assertThat(folder).isDirectory();
        CompletableFuture<ReadDocument> sleeps = CompletableFuture.supplyAsync(() -> reading.read(text("SLEEP")));

        reading.close();

        assertThat(processes).hasSize(1).noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
        // Not the document's fault: another time it may be read.
        assertThatThrownBy(sleeps::join).hasCauseInstanceOf(ReadersMissing.class);
        assertThatThrownBy(() -> reading.read(text("A word."))).isInstanceOf(ReadersMissing.class);
    }

    @Test
    void no_process_and_no_folder_is_left_when_the_service_is_killed() throws Exception {
        Path folder;
        ProcessHandle reader;
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceToKill.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = service.inputReader()) {
            String[] words = String.valueOf(said.readLine()).split(" ", 2);
            reader = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            folder = Path.of(words[1]);
            assertThat(reader.isAlive()).isTrue();
        } finally {
            service.destroyForcibly().waitFor();
        }

        Waiting.until(() -> !reader.isAlive());
        assertThat(folder).doesNotExist();
    }

    @Test
    void where_no_process_can_be_started_the_document_is_not_blamed() {
        try (ReadApart impossible = new ReadApart(
                AwkwardProgram.class, settings(Duration.ofMinutes(1), DataSize.ofTerabytes(1 << 20)), limits())) {
            assertThatThrownBy(() -> impossible.read(text("A word.")))
                    .isInstanceOf(ReadersMissing.class)
                    .hasMessageContaining("heap");
        }
    }

    @Test
    void small_texts_are_read_without_a_process_and_so_is_everything_when_the_operator_says_so() {
        SourceFile large = text("word ".repeat(20_000));
        ApartSettings usual = new ApartSettings(
                true, DataSize.ofKilobytes(64), 1, DataSize.ofMegabytes(64), MINUTE, MINUTE, DISK, 3, MINUTE);
        ApartSettings never = new ApartSettings(
                false, DataSize.ofKilobytes(64), 1, DataSize.ofMegabytes(64), MINUTE, MINUTE, DISK, 3, MINUTE);
        try (ReadApart apart = new ReadApart(AwkwardProgram.class, usual, limits());
                ReadApart here = new ReadApart(AwkwardProgram.class, never, limits())) {
            apart.read(text("A word."));
            assertThat(apart.processes()).isEmpty();
            apart.read(large);
            assertThat(apart.processes()).hasSize(1);
            here.read(large);
            assertThat(here.processes()).isEmpty();
        }
    }

    @Test
    void limits_hold_in_the_process_too() {
        ReadingLimits few = new ReadingLimits(1, 6, 100, 3, DataSize.ofMegabytes(1), 10);
        try (ReadApart strict = new ReadApart(AwkwardProgram.class, settings(), few)) {
            assertThat(strict.read(file("a,b\n1,2\n3,4", "text/csv")).sections())
                    .hasSize(1);
            assertThatThrownBy(() -> strict.read(file("a,b\n1,2\n3,4\n5,6", "text/csv")))
                    .hasMessage("document_too_many_cells");
            assertThatThrownBy(() -> strict.read(text("x".repeat(101)))).hasMessage("document_too_much_text");
        }
    }

    static ApartSettings settings() {
        return settings(MINUTE, DataSize.ofMegabytes(64));
    }

    static ReadingLimits limits() {
        return ReadingLimits.USUAL;
    }

    private static ApartSettings settings(Duration idle, DataSize memory) {
        return new ApartSettings(
                true, DataSize.ofBytes(0), 2, memory, Duration.ofSeconds(4), Duration.ofSeconds(2), DISK, 3, idle);
    }

    private List<ProcessHandle> readersAfter(String text) {
        reading.read(text(text));
        return reading.processes();
    }

    private static SourceFile text(String text) {
        return file(text, "text/plain");
    }

    private static SourceFile file(String text, String mediaType) {
        return new SourceFile(text.getBytes(StandardCharsets.UTF_8), mediaType, null);
    }

    private static List<String> wordsOf(ReadDocument document) {
        return document.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .map(block -> ((Paragraph) block).text())
                .toList();
    }
}
