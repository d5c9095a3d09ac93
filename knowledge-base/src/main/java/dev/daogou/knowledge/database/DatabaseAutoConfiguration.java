package dev.daogou.knowledge.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Decides where the data lives: in the database of {@code spring.datasource.url} when that is set, else in an embedded
 * PostgreSQL whose files are in {@code daogou.home} (environment {@code DAOGOU_HOME}, default {@code ./.daogou}). Boot's
 * own auto-configuration makes the pool and runs Flyway on top of either.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
public class DatabaseAutoConfiguration {

    private static final int CONNECTIONS = 16;

    /** Pool sizes that suit one service on a small machine, wherever the operator has not set others. */
    @Bean
    static BeanPostProcessor smallPool(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    if (!environment.containsProperty("spring.datasource.hikari.maximum-pool-size")) {
                        pool.setMaximumPoolSize(CONNECTIONS);
                    }
                    if (!environment.containsProperty("spring.datasource.hikari.minimum-idle")) {
                        pool.setMinimumIdle(1);
                    }
                    if (!environment.containsProperty("spring.datasource.hikari.connection-timeout")) {
                        pool.setConnectionTimeout(10_000);
                    }
                }
                return bean;
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDatabaseGiven.class)
    static class Embedded {

        @Bean(destroyMethod = "close")
        EmbeddedDatabase embeddedDatabase(Environment environment) {
            return EmbeddedDatabase.startIn(Path.of(environment.getProperty("daogou.home", "./.daogou")));
        }

        // The pool is made from this bean, so it is closed before the server is stopped.
        @Bean
        JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
            return new Connection(database.jdbcUrl(), database.username(), database.password());
        }
    }

    static class DatabaseGiven extends NoneNestedConditions {

        DatabaseGiven() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(NoDatabaseGiven.class)
        static class NotGiven {}
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(DatabaseGiven.class)
    static class Given {

        @Bean
        JdbcConnectionDetails givenDatabaseConnection(DataSourceProperties properties) {
            String url = Objects.requireNonNull(properties.getUrl());
            GivenDatabase.check(url, properties.getUsername(), properties.getPassword());
            return new Connection(url, properties.getUsername(), properties.getPassword());
        }
    }

    private record Connection(
            String url, @Nullable String user, @Nullable String secret) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return user;
        }

        @Override
        public @Nullable String getPassword() {
            return secret;
        }

        @Override
        public String toString() {
            return "Connection[" + url + "]";
        }
    }
}
