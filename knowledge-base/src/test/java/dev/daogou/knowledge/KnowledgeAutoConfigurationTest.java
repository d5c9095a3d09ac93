package dev.daogou.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class KnowledgeAutoConfigurationTest {

    @TempDir
    Path home;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void an_application_gets_a_knowledge_base_that_remembers_over_a_restart() {
        try (ConfigurableApplicationContext first = start()) {
            KnowledgeBase knowledge = first.getBean(KnowledgeBase.class);
            knowledge.openShop("demo", Language.ZH);
            knowledge.replace(
                    "demo",
                    List.of(new SourceContent(
                            new Source(
                                    "demo", "doc-1", PassageKind.POLICY, "配送", null, null, Instant.EPOCH, Instant.MAX),
                            List.of(new PassageDraft("", "偏远地区运费十元。", "偏远地区运费十元。")))));
        }
        try (ConfigurableApplicationContext second = start()) {
            SearchResult found = second.getBean(KnowledgeBase.class).search(SearchQuery.of("demo", "偏远地区要邮费吗", 3));

            assertThat(found.hits()).hasSize(1);
            assertThat(found.nothingRelevant()).isFalse();
        }
    }

    private ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run("--daogou.home=" + home, "--spring.datasource.url=");
    }
}
