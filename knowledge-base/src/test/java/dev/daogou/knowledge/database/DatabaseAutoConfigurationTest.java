package dev.daogou.knowledge.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseAutoConfigurationTest {

    @TempDir
    static Path home;

    private static EmbeddedDatabase server;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.startIn(home.resolve("given"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void without_a_given_database_the_embedded_one_is_opened_migrated_and_stopped() {
        Path own = home.resolve("own");
        try (ConfigurableApplicationContext context = run("--daogou.home=" + own, "--spring.datasource.url=")) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            assertThat(jdbc.sql("select current_database()").query(String.class).single())
                    .isEqualTo("daogou");
            assertThat(jdbc.sql("select to_regclass('flyway_schema_history') is not null")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                    .isEqualTo(16);
            assertThat(own.resolve("postgres/postmaster.pid")).exists();
        }
        assertThat(own.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_given_database_is_used_and_nothing_is_started() {
        Path unused = home.resolve("unused");
        try (ConfigurableApplicationContext context = run(
                "--daogou.home=" + unused,
                "--spring.datasource.url=" + server.jdbcUrl(),
                "--spring.datasource.username=" + server.username(),
                "--spring.datasource.password=" + server.password(),
                "--spring.datasource.hikari.maximum-pool-size=3")) {
            HikariDataSource pool = context.getBean(HikariDataSource.class);
            assertThat(pool.getJdbcUrl()).isEqualTo(server.jdbcUrl());
            assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
        }
        assertThat(unused).doesNotExist();
    }

    @Test
    void an_unreachable_database_stops_the_start_with_one_sentence(CapturedOutput output) {
        assertRefused(
                output,
                "No PostgreSQL can be reached at jdbc:postgresql://127.0.0.1:1/daogou: start it, or set"
                        + " SPRING_DATASOURCE_URL",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/daogou?password=secret-word");
        assertThat(output).doesNotContain("secret-word");
    }

    @Test
    void a_wrong_password_stops_the_start_with_one_sentence(CapturedOutput output) {
        assertRefused(
                output,
                "refuses the login of 'daogou': set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD",
                "--spring.datasource.url=" + server.jdbcUrl(),
                "--spring.datasource.username=daogou",
                "--spring.datasource.password=not-it");
    }

    @Test
    void a_missing_database_stops_the_start_with_one_sentence(CapturedOutput output) {
        assertRefused(
                output,
                "has no database of that name",
                "--spring.datasource.url=" + server.jdbcUrl() + "x",
                "--spring.datasource.username=" + server.username(),
                "--spring.datasource.password=" + server.password());
    }

    @Test
    void a_role_that_may_not_make_tables_stops_the_start_with_one_sentence(CapturedOutput output) {
        JdbcClient.create(new DriverManagerDataSource(server.jdbcUrl(), "postgres", server.password()))
                .sql("create role reader login password 'reader'")
                .update();
        assertRefused(
                output,
                "The database role 'reader' may not make tables: run GRANT CREATE",
                "--spring.datasource.url=" + server.jdbcUrl(),
                "--spring.datasource.username=reader",
                "--spring.datasource.password=reader");
    }

    @Test
    void another_sort_of_database_stops_the_start_with_one_sentence(CapturedOutput output) {
        assertRefused(
                output,
                "SPRING_DATASOURCE_URL must be the address of a PostgreSQL",
                "--spring.datasource.url=jdbc:mysql://localhost/daogou");
    }

    private static void assertRefused(CapturedOutput output, String sentence, String... settings) {
        assertThatThrownBy(() -> run(settings)).hasRootCauseInstanceOf(Exception.class);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").contains(sentence);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    private static ConfigurableApplicationContext run(String... settings) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(settings);
    }
}
