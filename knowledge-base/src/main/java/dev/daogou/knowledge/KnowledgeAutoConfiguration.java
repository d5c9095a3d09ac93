package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;
import dev.daogou.knowledge.lexical.PassageWords;
import java.time.Clock;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the {@link KnowledgeBase} over the application's database. */
@AutoConfiguration(after = {DataSourceTransactionManagerAutoConfiguration.class, FlywayAutoConfiguration.class})
class KnowledgeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Embedders embedders(Environment environment) {
        return new Embedders(EmbeddingChoice.of(environment));
    }

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    KnowledgeBase knowledgeBase(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Embedders embedders,
            DenseStores stores,
            ObjectProvider<Clock> clock) {
        return new PostgresKnowledgeBase(
                dataSource,
                transactions,
                embedders,
                stores,
                new PassageWords(dataSource),
                clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    DenseStores denseStores(DataSource dataSource, Environment environment) {
        return new DenseStores(dataSource, storeWanted(environment));
    }

    @Bean
    @DependsOnDatabaseInitialization
    Reindexing reindexing(
            DataSource dataSource, PlatformTransactionManager transactions, Embedders embedders, DenseStores stores) {
        NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(dataSource);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return new MoveToOtherVectors(
                new ShopRooms(template, transaction, embedders, stores),
                JdbcClient.create(template),
                transaction,
                embedders,
                stores);
    }

    /** {@code daogou.vectors}: {@code auto} (pgvector where the database has it), {@code pgvector} or {@code plain}. */
    private static @Nullable StoreKind storeWanted(Environment environment) {
        String wanted = environment.getProperty("daogou.vectors", "auto").toLowerCase(Locale.ROOT);
        return wanted.isBlank() || wanted.equals("auto") ? null : StoreKind.of(wanted);
    }
}
