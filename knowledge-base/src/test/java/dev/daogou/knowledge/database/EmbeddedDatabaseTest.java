package dev.daogou.knowledge.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedDatabaseTest {

    @TempDir
    Path home;

    @Test
    void what_was_stored_is_there_after_a_restart() {
        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(home)) {
            sql(database, "create table kept (word text)").update();
            sql(database, "insert into kept values ('渔具')").update();
        }
        assertThat(postmasterFile()).doesNotExist();

        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(home)) {
            assertThat(sql(database, "select word from kept")
                            .query(String.class)
                            .single())
                    .isEqualTo("渔具");
        }
    }

    @Test
    void it_is_durable_private_and_knows_chinese_letters() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(home)) {
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "server_encoding")).isEqualTo("UTF8");
            assertThat(sql(
                                    database,
                                    "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'daogou'")
                            .query(String.class)
                            .single())
                    .isEqualTo("b C.UTF-8");
            assertThat(sql(database, "select '导购' ~ '^[[:alpha:]]+$'")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            assertThat(sql(database, "select rolsuper from pg_roles where rolname = current_user")
                            .query(Boolean.class)
                            .single())
                    .isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            JdbcClient withoutPassword =
                    JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), "postgres", "postgres"));
            assertThatThrownBy(() -> withoutPassword.sql("select 1").query().singleValue())
                    .hasRootCauseMessage("FATAL: password authentication failed for user \"postgres\"");
        }
    }

    @Test
    void two_users_in_one_process_share_a_server_and_the_last_one_stops_it() {
        EmbeddedDatabase first = EmbeddedDatabase.startIn(home);
        EmbeddedDatabase second = EmbeddedDatabase.startIn(home);
        assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());

        first.close();
        assertThat(sql(second, "select 1").query(Integer.class).single()).isEqualTo(1);

        second.close();
        assertThat(postmasterFile()).doesNotExist();
    }

    @Test
    void a_second_process_uses_the_running_server_and_the_last_one_stops_it() throws Exception {
        EmbeddedDatabase here = EmbeddedDatabase.startIn(home);
        Process other = otherProcess();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(nextWord(said)).isEqualTo("open " + here.jdbcUrl());

            here.close();
            assertThat(sql(here, "select 1").query(Integer.class).single())
                    .as("the other process still works with it")
                    .isEqualTo(1);

            other.getOutputStream().write('x');
            other.getOutputStream().flush();
            assertThat(nextWord(said)).isEqualTo("left");
            assertThat(postmasterFile()).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_server_that_outlived_its_killed_process_is_used_again_and_stopped() throws Exception {
        Process killed = otherProcess();
        try (BufferedReader said = killed.inputReader(StandardCharsets.UTF_8)) {
            String opened = nextWord(said);
            killed.destroyForcibly().waitFor();

            try (EmbeddedDatabase here = EmbeddedDatabase.startIn(home)) {
                assertThat("open " + here.jdbcUrl()).isEqualTo(opened);
                assertThat(sql(here, "select 1").query(Integer.class).single()).isEqualTo(1);
            }
            assertThat(postmasterFile()).doesNotExist();
        }
    }

    @Test
    void a_process_id_left_behind_by_a_crash_does_not_keep_it_from_starting() throws Exception {
        long postmaster;
        EmbeddedDatabase crashed = EmbeddedDatabase.startIn(home);
        sql(crashed, "create table kept as select 7 as number").update();
        List<String> left = Files.readAllLines(postmasterFile());
        postmaster = Long.parseLong(left.getFirst());
        ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
        crashed.close();
        // By now the number may belong to a process that has nothing to do with it: here, to this test.
        Files.write(
                postmasterFile(),
                left.stream()
                        .map(line -> line.equals(String.valueOf(postmaster))
                                ? String.valueOf(ProcessHandle.current().pid())
                                : line)
                        .toList());

        try (EmbeddedDatabase again = EmbeddedDatabase.startIn(home)) {
            assertThat(sql(again, "select number from kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(7);
        }
    }

    @Test
    void a_first_start_that_was_interrupted_is_put_aside() throws Exception {
        Path data = Files.createDirectories(home.resolve("postgres"));
        Files.writeString(data.resolve("postgresql.conf"), "half");

        try (EmbeddedDatabase database = EmbeddedDatabase.startIn(home)) {
            assertThat(sql(database, "select 1").query(Integer.class).single()).isEqualTo(1);
        }
        try (var entries = Files.list(home)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("postgres.incomplete-"));
        }
    }

    @Test
    void a_home_that_is_a_file_stops_the_start_with_one_sentence() throws Exception {
        Path file = Files.writeString(home.resolve("occupied"), "");
        assertThatThrownBy(() -> EmbeddedDatabase.startIn(file))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("set DAOGOU_HOME");
    }

    private Path postmasterFile() {
        return home.resolve("postgres/postmaster.pid");
    }

    private Process otherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsDatabaseOpen.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(Duration.ofMillis(50))).isFalse();
        return process;
    }

    /** Past whatever the other process logs. */
    private static @Nullable String nextWord(BufferedReader said) throws Exception {
        String line = said.readLine();
        while (line != null && !line.startsWith("open ") && !line.equals("left")) {
            line = said.readLine();
        }
        return line;
    }

    private static String setting(EmbeddedDatabase database, String name) {
        return JdbcClient.create(
                        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()))
                .sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static JdbcClient.StatementSpec sql(EmbeddedDatabase database, String statement) {
        return JdbcClient.create(
                        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()))
                .sql(statement);
    }
}
