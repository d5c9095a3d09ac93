package dev.daogou.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.IndexingState;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

@IngestTest
class ProcessWithoutWorkerTest {

    @Autowired
    private KnowledgeBase knowledge;

    @Autowired
    private DocumentIntake elsewhere;

    @Value("${daogou.home}")
    private String home = "";

    @Test
    void a_process_that_is_no_worker_hands_its_work_to_one_that_is() throws InterruptedException {
        String shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);

        try (ConfigurableApplicationContext process = new SpringApplicationBuilder(IngestCommand.Application.class)
                .web(WebApplicationType.NONE)
                .run("--daogou.home=" + home, "--daogou.ingest.worker=false")) {
            assertThat(process.getBeansOfType(Scheduler.class)).isEmpty();

            Document document = process.getBean(DocumentIntake.class)
                    .accept(new Submission(
                            shop,
                            "a.txt",
                            new ByteArrayResource("Carried by another process.".getBytes(StandardCharsets.UTF_8)),
                            PassageKind.GUIDE,
                            null,
                            null,
                            null,
                            null,
                            null));

            assertThat(Waiting.settled(elsewhere, document).state()).isEqualTo(new IndexingState.Live());
        }
    }
}
