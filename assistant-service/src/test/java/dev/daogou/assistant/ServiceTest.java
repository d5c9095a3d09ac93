package dev.daogou.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/**
 * The whole service on a free port, with a new embedded database and no demo shops, answering over real HTTP. All classes
 * marked so share one; each test makes what it needs in a shop of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "daogou.demo=false",
            "server.address=127.0.0.1",
            "daogou.owner.email=owner@example.com",
            "daogou.owner.password=" + ServiceTest.OWNER_PASSWORD,
            "daogou.owner.token=" + ServiceTest.OWNER_TOKEN
        })
@ContextConfiguration(initializers = ServiceTest.NewHome.class)
public @interface ServiceTest {

    String OWNER_TOKEN = "owner-token-of-the-tests";
    String OWNER_PASSWORD = "a password of the tests";

    /** An empty data folder. */
    class NewHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path home = Files.createTempDirectory("daogou-test");
                TestPropertyValues.of("daogou.home=" + home).applyTo(context);
                // Once the contexts are closed: the database must not lose its files while it stops.
                SpringApplication.getShutdownHandlers().add(() -> FileSystemUtils.deleteRecursively(home.toFile()));
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
