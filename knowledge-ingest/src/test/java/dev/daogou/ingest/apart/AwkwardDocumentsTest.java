package dev.daogou.ingest.apart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.Waiting;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.IndexingState;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.unit.DataSize;

/** What merchants hand in and should not, from intake to the sentence they get. */
@IngestTest
@Import(AwkwardDocumentsTest.AwkwardReaders.class)
class AwkwardDocumentsTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class AwkwardReaders {

        @Bean
        ReadApart awkwardReaders() {
            ApartSettings settings = new ApartSettings(
                    true,
                    DataSize.ofBytes(0),
                    2,
                    DataSize.ofMegabytes(128),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    DataSize.ofMegabytes(50),
                    100,
                    Duration.ofMinutes(1));
            return new ReadApart(AwkwardProgram.class, settings, ReadingLimits.USUAL);
        }
    }

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private KnowledgeBase knowledge;

    @Autowired
    private ReadApart reading;

    private String shop = "";

    @BeforeEach
    void openShop() {
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);
    }

    @ParameterizedTest
    @CsvSource({
        "HANG,longer than 5 s",
        "EAT,more memory than one document may have (128 MB)",
        "FILL,unpacks to far more",
        "CRASH,damaged",
        "LIE,damaged"
    })
    void a_merchant_reads_why_and_the_next_document_goes_live(String text, String why) throws InterruptedException {
        Document awkward = accept("awkward.txt", text.getBytes(StandardCharsets.UTF_8));
        Document next = accept("next.txt", "The next one.".getBytes(StandardCharsets.UTF_8));

        assertThat(Waiting.settled(intake, next).state()).isEqualTo(new IndexingState.Live());
        assertThat(Waiting.settled(intake, awkward).state())
                .isInstanceOfSatisfying(
                        IndexingState.Failed.class,
                        failed -> assertThat(failed.reason()).contains(why));
        assertThat(reading.processes()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"GB18030", "Big5", "UTF-16", "UTF-16LE"})
    void a_table_is_read_in_the_charset_it_was_written_in(String charset) throws InterruptedException {
        String table = "型號,價格\n藍色外套甲乙丙丁,一百九十九元\n紅色長褲戊己庚辛,二百九十九元\n白色襯衫子丑寅卯,三百九十九元\n";

        Document live = Waiting.settled(intake, accept("prices.csv", table.getBytes(Charset.forName(charset))));

        assertThat(live.state()).isEqualTo(new IndexingState.Live());
        assertThat(knowledge.passagesOf(shop, live.id()))
                .anySatisfy(passage -> assertThat(passage.text()).contains("紅色長褲戊己庚辛", "二百九十九元"));
    }

    @Test
    void what_was_interrupted_with_the_service_is_not_blamed_on_the_document() throws InterruptedException {
        Document first = Waiting.settled(
                intake, accept("fine.txt", "Read before the process was killed.".getBytes(StandardCharsets.UTF_8)));
        assertThat(first.state()).isEqualTo(new IndexingState.Live());
        for (ProcessHandle process : reading.processes()) {
            process.destroyForcibly();
            process.onExit().join();
        }

        Document next =
                accept("also-fine.txt", "Read by the one that took its place.".getBytes(StandardCharsets.UTF_8));

        assertThat(Waiting.settled(intake, next).state()).isEqualTo(new IndexingState.Live());
    }

    private Document accept(String name, byte[] content) {
        return intake.accept(new Submission(
                shop, name, new ByteArrayResource(content), PassageKind.GUIDE, null, null, null, null, null));
    }
}
