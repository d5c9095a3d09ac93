package dev.daogou.ingest;

import dev.daogou.knowledge.KnowledgeBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/** A test with a worker and an embedded PostgreSQL of its own, shared by all tests of this kind. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {IngestCommand.Application.class, IngestTest.Observing.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextConfiguration(initializers = IngestTest.OwnHome.class)
public @interface IngestTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Observing {

        @Bean
        static BeanPostProcessor observed() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof KnowledgeBase real ? new ObservedKnowledge(real) : bean;
                }
            };
        }
    }

    class OwnHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path home = Files.createTempDirectory("daogou-ingest");
                // Registered before any other, so it is called after the database has been stopped.
                ((DefaultListableBeanFactory) context.getBeanFactory())
                        .registerDisposableBean("emptiedHome", () -> FileSystemUtils.deleteRecursively(home));
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "test",
                                Map.of(
                                        "daogou.home", home.toString(),
                                        "daogou.ingest.max-bytes", "1048576",
                                        "daogou.ingest.internal-addresses", "true",
                                        "daogou.ingest.page-pause", "1ms",
                                        "daogou.ingest.indexing.attempts", "3",
                                        "daogou.ingest.indexing.beginnings", "6",
                                        "daogou.ingest.indexing.first-pause", "20ms",
                                        "db-scheduler.heartbeat-interval", "1s",
                                        "logging.level.dev.daogou", "ERROR")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
